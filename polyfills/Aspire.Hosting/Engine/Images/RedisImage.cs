using Aspire.Hosting.Engine.Processes;

namespace Aspire.Hosting.Engine.Images;

/// <summary>
/// The official image <c>redis</c> by an installed redis-server: its command line, its data folder <c>/data</c> and its port 6379. The settings reach
/// the program over standard input, never as arguments, because they hold passwords.
/// </summary>
internal sealed class RedisImage(string? searchPath = null) : INativeImage
{
    private const int ContainerPort = 6379;
    private const string DataPath = "/data";
    private const string Program = "redis-server";

    private readonly string _searchPath = searchPath ?? ExecutableSearch.HostPath;

    public string Image => "library/redis";

    public async Task<ChildProcess> StartAsync(NativeContainer container, ProcessLauncher launcher, CancellationToken cancellationToken)
    {
        var program = ExecutableSearch.Require(container.Name, Program, _searchPath);
        var major = await ImageVersion.MajorOfProgramAsync(launcher, container, program, cancellationToken);
        if (ImageVersion.MajorOfTag(container.Tag) is { } wanted && wanted != major)
        {
            throw ImageVersion.Mismatch(container, $"{Program} {major}", major);
        }

        var paths = new ContainerPaths(container.Mounts);
        var data = paths.Find(DataPath) ?? Directory.CreateDirectory(Path.Combine(container.ScratchDirectory, "data")).FullName;
        var environment = new Dictionary<string, string>(paths.Translate(container.Environment), StringComparer.Ordinal);
        environment.TryAdd("PATH", _searchPath);
        var user = Environment.IsPrivilegedProcess ? container.User : null;
        var words = await new RedisCommandLine(container, launcher).ExpandAsync(environment, data, user, cancellationToken);
        return await launcher.StartAsync(
            new ProcessSpec
            {
                Name = container.Name,
                FileName = program,
                Arguments = ["-"],
                Environment = environment,
                WorkingDirectory = data,
                User = user,
                StandardInput = RedisSettings.From(words, paths, data, PortOf(container)),
                Output = (line, isError) => container.Output(RedisSettings.WithoutValue(line), isError),
            },
            cancellationToken);
    }

    private static int PortOf(NativeContainer container) => container.Ports.TryGetValue(ContainerPort, out var port)
        ? port
        : throw new DistributedApplicationException($"Resource '{container.Name}': the image '{container.Image}' needs an endpoint with target port {ContainerPort}.");
}
