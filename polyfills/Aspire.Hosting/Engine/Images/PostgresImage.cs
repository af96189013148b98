using Aspire.Hosting.Engine.Processes;

namespace Aspire.Hosting.Engine.Images;

/// <summary>
/// The official image <c>postgres</c> by an installed PostgreSQL: its variables, its init scripts, its data folder and its port 5432, and another
/// entrypoint if the container has one. The server refuses to run as root, so root hands it to the user <c>postgres</c>, as the image does.
/// </summary>
internal sealed class PostgresImage(string installations = PostgresPrograms.DebianInstallations, string? searchPath = null) : INativeImage
{
    private const int ContainerPort = 5432;
    private const string ServerUser = "postgres";
    private const string Server = "postgres";

    private readonly string _searchPath = searchPath ?? ExecutableSearch.HostPath;

    public string Image => "library/postgres";

    public async Task<ChildProcess> StartAsync(NativeContainer container, ProcessLauncher launcher, CancellationToken cancellationToken)
    {
        var programs = await PostgresPrograms.FindAsync(installations, _searchPath, container, launcher, cancellationToken);
        var isServer = IsServer(container);
        var user = Environment.IsPrivilegedProcess ? container.User ?? (isServer ? ServerUser : null) : null;
        var files = new PostgresFiles(container, programs.Major);
        var tools = new PostgresTools(container, launcher, programs, Variables(container, programs, files), user);
        files = await files.PrepareAsync(tools, cancellationToken);
        tools = tools with { Environment = Variables(container, programs, files) };
        await ClearAsync(tools, files.DataDirectory, cancellationToken);
        return isServer
            ? await StartServerAsync(tools, files, cancellationToken)
            : await StartOtherAsync(tools, files, cancellationToken);
    }

    private static bool IsServer(NativeContainer container) =>
        (container.Entrypoint is null || Path.GetFileName(container.Entrypoint) == "docker-entrypoint.sh")
        && (container.Arguments.Count == 0 || container.Arguments[0] == Server || container.Arguments[0].StartsWith('-'));

    private static async Task<ChildProcess> StartServerAsync(PostgresTools tools, PostgresFiles files, CancellationToken cancellationToken)
    {
        var container = tools.Container;
        IReadOnlyList<string> arguments = [.. container.Arguments.SkipWhile(static (argument, index) => index == 0 && argument == Server).Select(files.Paths.Translate)];
        await tools.RequireAccessAsync(files.DataDirectory, cancellationToken);
        await new PostgresCluster(tools, files.DataDirectory)
            .EnsureAsync(arguments, PostgresInitScripts.In(files.Paths.Find(PostgresInitScripts.ContainerPath)), cancellationToken);
        return await tools.Launcher.StartAsync(
            tools.ServerSpec(
                tools.Programs.PathOf(Server),
                ["-D", files.DataDirectory, .. arguments, "-c", $"port={PortOf(container)}", "-c", "listen_addresses=127.0.0.1,::1", "-c", "unix_socket_directories="]),
            cancellationToken);
    }

    /// <summary>Another program than the server, which finds PostgreSQL's programs on PATH and its folder and port where libpq and postgres look for them.</summary>
    private static Task<ChildProcess> StartOtherAsync(PostgresTools tools, PostgresFiles files, CancellationToken cancellationToken)
    {
        var container = tools.Container;
        IReadOnlyList<string> command = container.Entrypoint is { } entrypoint ? [entrypoint, .. container.Arguments] : container.Arguments;
        IReadOnlyList<string> translated = [.. command.Select(files.Paths.Translate)];
        return tools.Launcher.StartAsync(tools.ServerSpec(translated[0], [.. translated.Skip(1)]), cancellationToken);
    }

    private Dictionary<string, string> Variables(NativeContainer container, PostgresPrograms programs, PostgresFiles files)
    {
        var variables = files.Paths.Translate(container.Environment);
        variables["PATH"] = $"{programs.BinDirectory}:{container.Environment.GetValueOrDefault("PATH") ?? _searchPath}";
        variables["PGDATA"] = files.DataDirectory;
        if (container.Ports.TryGetValue(ContainerPort, out var port))
        {
            variables["PGPORT"] = $"{port}";
        }

        variables.TryAdd("HOME", container.ScratchDirectory);

        // The image's locale is a UTF-8 one too; without any, initdb would make a database without an encoding.
        variables.TryAdd("LANG", "C.UTF-8");
        return variables;
    }

    /// <summary>Refuses to start beside a living server, and clears away what a killed one has left.</summary>
    private static async Task ClearAsync(PostgresTools tools, string dataDirectory, CancellationToken cancellationToken)
    {
        if (PostgresLockFile.Read(dataDirectory) is not { } lockFile)
        {
            return;
        }

        await lockFile.EndingAsync(dataDirectory, cancellationToken);
        if (lockFile.IsAliveOn(dataDirectory))
        {
            throw new DistributedApplicationException(
                $"Resource '{tools.Container.Name}': another PostgreSQL (process {lockFile.ProcessId}) runs on '{dataDirectory}'. Stop the host that started it, then try again.");
        }

        await tools.KillOrphansAsync(dataDirectory, cancellationToken);

        // PostgreSQL sees by itself that the file is a dead server's, unless another of its processes has the number by now.
        if (lockFile.IsAServer(out _))
        {
            File.Delete(PostgresLockFile.PathIn(dataDirectory));
        }
    }

    private static int PortOf(NativeContainer container) => container.Ports.TryGetValue(ContainerPort, out var port)
        ? port
        : throw new DistributedApplicationException($"Resource '{container.Name}': the image '{container.Image}' needs an endpoint with target port {ContainerPort}.");
}
