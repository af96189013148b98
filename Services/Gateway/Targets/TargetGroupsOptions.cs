namespace MyArch.Gateway.Targets;

/// <summary>The target groups by name.</summary>
internal sealed class TargetGroupsOptions : Dictionary<string, TargetGroupOptions>
{
    public const string Section = "TargetGroups";

    public TargetGroupsOptions()
        : base(StringComparer.OrdinalIgnoreCase)
    {
    }
}
