using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard.Resources;

/// <summary>Where a resource comes from, in few words, and in full.</summary>
/// <param name="Text">The project's or the program's file name, the image, or what the resource says itself.</param>
/// <param name="Full">The whole path.</param>
public sealed record ResourceSource(string Text, string Full)
{
    public static ResourceSource? Of(ResourceEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Property(entry, KnownProperties.ProjectPath) is { } project ? OfPath(project)
            : Property(entry, KnownProperties.ContainerImage) is { } image ? new ResourceSource(image, image)
            : Property(entry, CustomResourceKnownProperties.Source) is { } source ? new ResourceSource(source, source)
            : Property(entry, KnownProperties.ExecutablePath) is { } path ? OfPath(path)
            : OfModel(entry.Resource);
    }

    /// <summary>What has never been started has no properties yet; the model knows.</summary>
    private static ResourceSource? OfModel(IResource resource) => resource switch
    {
        ProjectResource project when project.TryGetLastAnnotation<IProjectMetadata>(out var metadata) => OfPath(metadata.ProjectPath),
        ExecutableResource executable => OfPath(executable.Command),
        ContainerResource container when container.TryGetContainerImageName(out var image) => new ResourceSource(image, image),
        _ => null,
    };

    private static ResourceSource OfPath(string path) => new(Path.GetFileName(path), path);

    private static string? Property(ResourceEntry entry, string name) =>
        entry.Snapshot.Properties.FirstOrDefault(p => p.Name == name && !p.IsSensitive)?.Value as string is { Length: > 0 } value ? value : null;
}
