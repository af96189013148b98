using System.Globalization;
using Aspire.Hosting.Engine.Processes;

namespace Aspire.Hosting.Engine.Images;

/// <summary>
/// The image <c>amazon/dynamodb-local</c> by npm's dynalite: port 8000 and the folder of <c>-dbPath</c>. It is another program with another version, so the tag means nothing here;
/// without <c>-dbPath</c> the tables end with the process, as the image's do.
/// </summary>
internal sealed class DynamoDbImage(NpmPackage? package = null) : INativeImage
{
    private const int ContainerPort = 8000;
    private const string DataOption = "-dbPath";

    private readonly NpmPackage _package = package ?? new NpmPackage("dynalite");

    public string Image => "amazon/dynamodb-local";

    public async Task<ChildProcess> StartAsync(NativeContainer container, ProcessLauncher launcher, CancellationToken cancellationToken)
    {
        if (!container.Ports.TryGetValue(ContainerPort, out var port))
        {
            throw new DistributedApplicationException($"Resource '{container.Name}': the image '{container.Image}' needs an endpoint with target port {ContainerPort}.");
        }

        var node = _package.Node(NpmUser.For(container));
        var folder = await _package.PullAsync(NpmUser.For(container), launcher, cancellationToken);
        var data = Data(container);
        return await launcher.StartAsync(
            new ProcessSpec
            {
                Name = container.Name,
                FileName = node,
                Arguments = [Path.Combine(folder, "start.js"), "--port", port.ToString(CultureInfo.InvariantCulture), "--path", data],
                Environment = container.Environment,
                WorkingDirectory = folder,
                Output = container.Output,
            },
            cancellationToken);
    }

    private static string Data(NativeContainer container)
    {
        var index = container.Arguments.ToList().IndexOf(DataOption);
        return index >= 0 && index + 1 < container.Arguments.Count
            ? new ContainerPaths(container.Mounts).Translate(container.Arguments[index + 1])
            : Path.Combine(container.ScratchDirectory, "tables");
    }
}
