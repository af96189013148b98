using System.Globalization;
using Aspire.Hosting.Engine.Processes;

namespace Aspire.Hosting.Engine.Images;

/// <summary>
/// The image <c>kibertoad/fauxqs</c> by the npm package of the same name: SQS and S3 on port 4566. Queues, messages and objects outlive the process when <c>FAUXQS_PERSISTENCE</c> is
/// <c>true</c> and a volume is mounted at <c>FAUXQS_DATA_DIR</c>; objects become files in a volume at <c>FAUXQS_S3_STORAGE_DIR</c>, if there is one. As in the image, a folder without a
/// volume is not written to.
/// </summary>
internal sealed class FauxqsImage(NpmPackage? package = null) : INativeImage
{
    // The major version in the package's lock file.
    private const int Major = 2;
    private const int ContainerPort = 4566;
    private const string DataVariable = "FAUXQS_DATA_DIR";
    private const string InitVariable = "FAUXQS_INIT";
    private static readonly string[] FolderVariables = [DataVariable, "FAUXQS_S3_STORAGE_DIR"];

    private readonly NpmPackage _package = package ?? new NpmPackage("fauxqs");

    public string Image => "kibertoad/fauxqs";

    public async Task<ChildProcess> StartAsync(NativeContainer container, ProcessLauncher launcher, CancellationToken cancellationToken)
    {
        if (!container.Ports.TryGetValue(ContainerPort, out var port))
        {
            throw new DistributedApplicationException($"Resource '{container.Name}': the image '{container.Image}' needs an endpoint with target port {ContainerPort}.");
        }

        if (ImageVersion.MajorOfTag(container.Tag) is { } wanted && wanted != Major)
        {
            throw ImageVersion.Mismatch(container, $"fauxqs {Major}", Major);
        }

        var folder = await _package.PullAsync(NpmUser.For(container), launcher, cancellationToken);
        return await launcher.StartAsync(
            new ProcessSpec
            {
                Name = container.Name,
                FileName = _package.NodeOf(NpmUser.For(container), folder),
                // Its database is SQLite's from Node itself, which Node 22 calls experimental at each start.
                Arguments = ["--disable-warning=ExperimentalWarning", Path.Combine(folder, "start.mjs"), port.ToString(CultureInfo.InvariantCulture)],
                Environment = Variables(container),
                WorkingDirectory = folder,
                Output = container.Output,
            },
            cancellationToken);
    }

    private static Dictionary<string, string> Variables(NativeContainer container)
    {
        var paths = new ContainerPaths(container.Mounts);
        var variables = new Dictionary<string, string>(container.Environment, StringComparer.Ordinal);
        // What the image presets.
        variables.TryAdd(DataVariable, "/data");
        variables.TryAdd("FAUXQS_HOST", "localhost");
        if (variables.TryGetValue(InitVariable, out var init))
        {
            variables[InitVariable] = paths.Translate(init);
        }

        foreach (var variable in FolderVariables)
        {
            if (variables.Remove(variable, out var asked) && paths.Find(asked) is { } found)
            {
                variables[variable] = found;
            }
            else if (asked is not null && variables.GetValueOrDefault("FAUXQS_PERSISTENCE") == "true")
            {
                container.Output($"No volume is mounted at {asked} ({variable}): nothing is kept there.", true);
            }
        }

        return variables;
    }
}
