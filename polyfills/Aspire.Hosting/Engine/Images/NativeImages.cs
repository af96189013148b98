namespace Aspire.Hosting.Engine.Images;

/// <summary>The container images that an installed program can stand in for.</summary>
internal sealed class NativeImages
{
    private readonly IReadOnlyList<INativeImage> _images;

    public NativeImages()
        : this([new RedisImage(), new PostgresImage(), new DynamoDbImage(), new FauxqsImage()])
    {
    }

    public NativeImages(IReadOnlyList<INativeImage> images) => _images = images;

    /// <summary>The native stand-in of an image.</summary>
    /// <param name="resourceName">The resource that asks, for the message.</param>
    /// <param name="image">The image, with or without registry: <c>redis</c>, <c>library/redis</c>, <c>docker.io/library/redis</c>.</param>
    /// <param name="tag">The tag, for the message; the stand-in compares it with the installed version when it starts.</param>
    /// <exception cref="DistributedApplicationException">No native program is known for the image.</exception>
    public INativeImage Find(string resourceName, string image, string tag)
    {
        var name = WithoutRegistry(image);
        return _images.FirstOrDefault(known => known.Image == name) ?? throw new DistributedApplicationException(
            $"Resource '{resourceName}': no native program is known for the container image '{image}:{tag}'. Known are {string.Join(", ", _images.Select(static known => known.Image))}. "
            + "To run other images, use the real Aspire packages (UsePolyfills=false) with a container runtime.");
    }

    /// <summary>The image's name as Docker Hub has it: a first part with a dot or a colon, or <c>localhost</c>, is a registry; a single part is in <c>library</c>.</summary>
    private static string WithoutRegistry(string image)
    {
        var parts = image.Split('/');
        var name = parts.Length > 1 && (parts[0].AsSpan().ContainsAny('.', ':') || parts[0] == "localhost") ? parts[1..] : parts;
        return name.Length == 1 ? $"library/{name[0]}" : string.Join('/', name);
    }
}
