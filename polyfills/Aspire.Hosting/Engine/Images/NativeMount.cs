namespace Aspire.Hosting.Engine.Images;

/// <summary>A volume, bind mount or copied file: the container's path and the host's path that stands for it.</summary>
/// <param name="HostPath">An absolute path. A volume's folder exists when the container starts.</param>
/// <param name="ContainerPath">The absolute path that arguments and environment speak of.</param>
/// <param name="IsReadOnly">Whether the container may write there.</param>
internal sealed record NativeMount(string HostPath, string ContainerPath, bool IsReadOnly);
