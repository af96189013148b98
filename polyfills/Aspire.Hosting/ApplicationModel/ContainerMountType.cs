namespace Aspire.Hosting.ApplicationModel;

/// <summary>The kinds of mounts.</summary>
public enum ContainerMountType
{
    BindMount,
    Volume,
}
