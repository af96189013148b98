namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says that a parameter is the name of a resource.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ResourceNameAttribute : Attribute, IModelNameParameter;
