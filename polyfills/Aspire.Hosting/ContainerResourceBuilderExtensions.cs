using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds containers and says what they are made of.</summary>
public static class ContainerResourceBuilderExtensions
{
    private const string DefaultTag = "latest";

    /// <summary>Adds a container of an image, <c>name</c> or <c>name:tag</c>.</summary>
    public static IResourceBuilder<ContainerResource> AddContainer(this IDistributedApplicationBuilder builder, [ResourceName] string name, string image) =>
        builder.AddResource(new ContainerResource(name)).WithImage(image);

    /// <summary>Adds a container of an image.</summary>
    public static IResourceBuilder<ContainerResource> AddContainer(this IDistributedApplicationBuilder builder, [ResourceName] string name, string image, string tag) =>
        builder.AddResource(new ContainerResource(name)).WithImage(image, tag);

    /// <summary>Sets the image, and the tag if it is given here or after a colon; else the tag is <c>latest</c>.</summary>
    public static IResourceBuilder<T> WithImage<T>(this IResourceBuilder<T> builder, string image, string? tag = null)
        where T : ContainerResource
    {
        ArgumentException.ThrowIfNullOrEmpty(image);
        var colon = image.LastIndexOf(':');
        var ownTag = colon > image.LastIndexOf('/') ? image[(colon + 1)..] : null;
        if (ownTag is not null && tag is not null)
        {
            throw new InvalidOperationException($"The image '{image}' of resource '{builder.Resource.Name}' has a tag already; '{tag}' cannot be given besides.");
        }

        var annotation = Image(builder) ?? Add(builder);
        annotation.Image = ownTag is null ? image : image[..colon];
        annotation.Tag = tag ?? ownTag ?? DefaultTag;
        annotation.SHA256 = null;
        return builder;
    }

    public static IResourceBuilder<T> WithImageTag<T>(this IResourceBuilder<T> builder, string tag)
        where T : ContainerResource
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);
        var image = Required(builder);
        image.Tag = tag;
        image.SHA256 = null;
        return builder;
    }

    public static IResourceBuilder<T> WithImageRegistry<T>(this IResourceBuilder<T> builder, string? registry)
        where T : ContainerResource
    {
        Required(builder).Registry = registry;
        return builder;
    }

    /// <summary>Runs this program instead of the image's own entrypoint.</summary>
    public static IResourceBuilder<T> WithEntrypoint<T>(this IResourceBuilder<T> builder, string entrypoint)
        where T : ContainerResource
    {
        ArgumentException.ThrowIfNullOrEmpty(entrypoint);
        builder.Resource.Entrypoint = entrypoint;
        return builder;
    }

    /// <summary>Adds a volume: a folder that outlives the container.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="name">The volume's name; null is a volume of this container alone.</param>
    /// <param name="target">The path inside the container.</param>
    /// <param name="isReadOnly">Whether the container may not write there.</param>
    public static IResourceBuilder<T> WithVolume<T>(this IResourceBuilder<T> builder, string? name, string target, bool isReadOnly = false)
        where T : ContainerResource => builder.WithAnnotation(new ContainerMountAnnotation(name, target, ContainerMountType.Volume, isReadOnly));

    /// <summary>Shows a file or folder of the host inside the container.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="source">The host's path; a relative one starts at the application host's folder.</param>
    /// <param name="target">The path inside the container.</param>
    /// <param name="isReadOnly">Whether the container may not write there.</param>
    public static IResourceBuilder<T> WithBindMount<T>(this IResourceBuilder<T> builder, string source, string target, bool isReadOnly = false)
        where T : ContainerResource =>
        builder.WithAnnotation(new ContainerMountAnnotation(Absolute(builder, source), target, ContainerMountType.BindMount, isReadOnly));

    /// <summary>Copies a file or the files of a folder into the container when it is made.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="destinationPath">The folder inside the container.</param>
    /// <param name="sourcePath">The host's file or folder; a relative path starts at the application host's folder.</param>
    /// <param name="defaultOwner">The owner's user id inside the container.</param>
    /// <param name="defaultGroup">The group's id inside the container.</param>
    /// <param name="umask">The permissions to take away.</param>
    public static IResourceBuilder<T> WithContainerFiles<T>(
        this IResourceBuilder<T> builder, string destinationPath, string sourcePath, int? defaultOwner = null, int? defaultGroup = null, UnixFileMode? umask = null)
        where T : ContainerResource
    {
        ArgumentException.ThrowIfNullOrEmpty(destinationPath);
        ArgumentException.ThrowIfNullOrEmpty(sourcePath);
        return builder.WithAnnotation(new ContainerFilesCopyAnnotation(destinationPath, Absolute(builder, sourcePath)));
    }

    /// <summary>Passes arguments to the container runtime, like <c>--user</c>.</summary>
    public static IResourceBuilder<T> WithContainerRuntimeArgs<T>(this IResourceBuilder<T> builder, params string[] args)
        where T : ContainerResource => builder.WithContainerRuntimeArgs(context =>
        {
            foreach (var arg in args)
            {
                context.Args.Add(arg);
            }
        });

    /// <summary>Passes arguments to the container runtime, decided at each start.</summary>
    public static IResourceBuilder<T> WithContainerRuntimeArgs<T>(this IResourceBuilder<T> builder, Action<ContainerRuntimeArgsCallbackContext> callback)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(callback);
        return builder.WithAnnotation(new ContainerRuntimeArgsCallbackAnnotation(context =>
        {
            callback(context);
            return Task.CompletedTask;
        }));
    }

    private static ContainerImageAnnotation? Image<T>(IResourceBuilder<T> builder)
        where T : ContainerResource => builder.Resource.GetLast<ContainerImageAnnotation>();

    private static ContainerImageAnnotation Required<T>(IResourceBuilder<T> builder)
        where T : ContainerResource => Image(builder)
            ?? throw new InvalidOperationException($"The container '{builder.Resource.Name}' has no image yet. Call WithImage first.");

    private static ContainerImageAnnotation Add<T>(IResourceBuilder<T> builder)
        where T : ContainerResource
    {
        var image = new ContainerImageAnnotation { Image = "" };
        builder.WithAnnotation(image);
        return image;
    }

    private static string Absolute<T>(IResourceBuilder<T> builder, string path)
        where T : ContainerResource => Path.GetFullPath(path, builder.ApplicationBuilder.AppHostDirectory);
}
