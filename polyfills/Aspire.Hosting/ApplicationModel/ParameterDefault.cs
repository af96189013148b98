namespace Aspire.Hosting.ApplicationModel;

/// <summary>Makes a parameter's value when nobody gave one.</summary>
public abstract class ParameterDefault
{
    public abstract string GetDefaultValue();
}
