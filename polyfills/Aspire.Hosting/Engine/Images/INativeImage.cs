using Aspire.Hosting.Engine.Processes;

namespace Aspire.Hosting.Engine.Images;

/// <summary>A container image's contract honoured by an installed program. One file per image.</summary>
internal interface INativeImage
{
    /// <summary>The image's name without registry and tag: <c>library/redis</c>.</summary>
    string Image { get; }

    /// <summary>Prepares what the image's entrypoint prepares, and starts the program. The process that it returns is the container's main process.</summary>
    /// <exception cref="DistributedApplicationException">The program is missing, its version is another than the tag's, or the preparation failed; the message names the resource and what to do.</exception>
    Task<ChildProcess> StartAsync(NativeContainer container, ProcessLauncher launcher, CancellationToken cancellationToken);
}
