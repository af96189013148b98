namespace Aspire.Hosting.ApplicationModel;

/// <summary>A volume or a folder or file of the host that the container sees.</summary>
public sealed class ContainerMountAnnotation : IResourceAnnotation
{
    /// <param name="source">The volume's name, or the host's path. Null is a volume of this container alone.</param>
    /// <param name="target">The path inside the container.</param>
    /// <param name="type">Volume or bind mount.</param>
    /// <param name="isReadOnly">Whether the container may not write there.</param>
    public ContainerMountAnnotation(string? source, string target, ContainerMountType type, bool isReadOnly)
    {
        if (type == ContainerMountType.BindMount)
        {
            ArgumentException.ThrowIfNullOrEmpty(source);
            if (!Path.IsPathRooted(source))
            {
                throw new ArgumentException($"A bind mount's source must be an absolute path, and '{source}' is not.", nameof(source));
            }
        }

        Source = source;
        Target = target;
        Type = type;
        IsReadOnly = isReadOnly;
    }

    public string? Source { get; }

    public string Target { get; }

    public ContainerMountType Type { get; }

    public bool IsReadOnly { get; }
}
