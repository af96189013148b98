using System.Globalization;
using Aspire.Hosting.Engine.Processes;

namespace Aspire.Hosting.Engine.Images;

/// <summary>
/// The data folder of a container. A new one is made beside its place, with everything that belongs to a first start, and takes its place by one
/// rename: a start that is cut short leaves a folder that the next start removes, never half a database that looks like a whole one.
/// </summary>
internal sealed class PostgresCluster(PostgresTools tools, string dataDirectory)
{
    private const string SuperUser = "POSTGRES_USER";
    private const string Password = "POSTGRES_PASSWORD";
    private const string Database = "POSTGRES_DB";
    private const string HostAuthentication = "POSTGRES_HOST_AUTH_METHOD";

    private static readonly TimeSpan ServerStart = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ServerStop = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StatusPause = TimeSpan.FromMilliseconds(20);

    private readonly string _parent = Path.GetDirectoryName(dataDirectory)!;
    private readonly string _temporaryPrefix = $".{Path.GetFileName(dataDirectory)}.new-";

    /// <summary>Makes the database if there is none.</summary>
    /// <param name="serverArguments">The container's arguments for the server, which its first start has too.</param>
    /// <param name="scripts">The init scripts, in the order in which they run.</param>
    /// <param name="cancellationToken">Cuts the first start short; the next one starts anew.</param>
    public async Task EnsureAsync(IReadOnlyList<string> serverArguments, IReadOnlyList<string> scripts, CancellationToken cancellationToken)
    {
        foreach (var stale in Directory.Exists(_parent) ? Directory.EnumerateDirectories(_parent, $"{_temporaryPrefix}*").ToArray() : [])
        {
            Directory.Delete(stale, recursive: true);
        }

        if (Exists())
        {
            await tools.OwnAsync(dataDirectory, cancellationToken);
            return;
        }

        var settings = Settings();
        var temporary = Path.Combine(_parent, _temporaryPrefix + Guid.NewGuid().ToString("N"));
        await tools.CreateFolderAsync(temporary, cancellationToken);
        try
        {
            await InitializeAsync(temporary, settings, cancellationToken);
            await RunScriptsAsync(temporary, settings, serverArguments, scripts, cancellationToken);
            if (Directory.Exists(dataDirectory))
            {
                Directory.Delete(dataDirectory);
            }

            Directory.Move(temporary, dataDirectory);
        }
        catch
        {
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }

            throw;
        }
    }

    private bool Exists()
    {
        var versionFile = Path.Combine(dataDirectory, "PG_VERSION");
        if (!File.Exists(versionFile))
        {
            return !Directory.Exists(dataDirectory) || !Directory.EnumerateFileSystemEntries(dataDirectory).Any()
                ? false
                : throw new DistributedApplicationException(
                    $"Resource '{tools.Container.Name}': the folder '{dataDirectory}' is not empty and holds no database. Delete what is in it, or use another volume.");
        }

        var version = File.ReadAllText(versionFile).Trim();
        return version == tools.Programs.Major.ToString(CultureInfo.InvariantCulture)
            ? true
            : throw new DistributedApplicationException(
                $"Resource '{tools.Container.Name}': the database in '{dataDirectory}' was made by PostgreSQL {version}, and this is {tools.Programs.Major}. Use the image tag '{version}', or another volume.");
    }

    /// <summary>The variables of the image's contract with their defaults, and what libpq needs in the init scripts.</summary>
    private Dictionary<string, string> Settings()
    {
        var given = tools.Environment;
        var method = given.GetValueOrDefault(HostAuthentication) is { Length: > 0 } asked ? asked : "scram-sha-256";
        var password = given.GetValueOrDefault(Password, "");
        if (password.Length == 0 && method != "trust")
        {
            throw new DistributedApplicationException(
                $"Resource '{tools.Container.Name}': the first start needs a password in {Password}, or {HostAuthentication}=trust.");
        }

        var superUser = given.GetValueOrDefault(SuperUser) is { Length: > 0 } name ? name : "postgres";
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [SuperUser] = superUser,
            [Database] = given.GetValueOrDefault(Database) is { Length: > 0 } database ? database : superUser,
            [HostAuthentication] = method,
            [Password] = password,
            ["PGPASSWORD"] = password,
            ["PGUSER"] = "postgres",
        };
    }

    private async Task InitializeAsync(string folder, Dictionary<string, string> settings, CancellationToken cancellationToken)
    {
        // The password comes through a pipe that the shell makes. In a container 127.0.0.1 is the container itself and trusted by default; here it is every client.
        const string Command = """
            options=(--username="$POSTGRES_USER" --auth-host="$POSTGRES_HOST_AUTH_METHOD" --pgdata="$PGDATA")
            if [ -n "$POSTGRES_PASSWORD" ]; then
                eval 'initdb "${options[@]}" --pwfile=<(printf "%s\n" "$POSTGRES_PASSWORD") '"$POSTGRES_INITDB_ARGS"
            else
                eval 'initdb "${options[@]}" '"$POSTGRES_INITDB_ARGS"
            fi
            """;
        await tools.RunAsync(
            "making the database (initdb)",
            tools.Spec("bash", ["-e", "-c", Command], new Dictionary<string, string>(settings, StringComparer.Ordinal) { ["PGDATA"] = folder }),
            cancellationToken);

        // In the file and not only on the command line, so that a base backup brings them to a replica.
        await File.AppendAllTextAsync(
            Path.Combine(folder, "postgresql.conf"), "\nlisten_addresses = '127.0.0.1,::1'\nunix_socket_directories = ''\n", cancellationToken);
        await File.AppendAllTextAsync(
            Path.Combine(folder, "pg_hba.conf"), $"\nhost all all all {settings[HostAuthentication]}\n", cancellationToken);
    }

    private async Task RunScriptsAsync(
        string folder, Dictionary<string, string> settings, IReadOnlyList<string> serverArguments, IReadOnlyList<string> scripts, CancellationToken cancellationToken)
    {
        var sockets = Directory.CreateTempSubdirectory("pg-").FullName;
        try
        {
            await tools.OwnAsync(sockets, cancellationToken);
            var server = await tools.Launcher.StartAsync(
                tools.ServerSpec(
                    tools.Programs.PathOf("postgres"),
                    ["-D", folder, .. serverArguments, "-c", "listen_addresses=", "-c", $"unix_socket_directories={sockets}", "-c", "port=5432"]),
                cancellationToken);
            try
            {
                await ReadyAsync(server, folder, cancellationToken);
                var variables = new Dictionary<string, string>(settings, StringComparer.Ordinal)
                {
                    ["PGDATA"] = folder,
                    ["PGHOST"] = sockets,
                    ["PGPORT"] = "5432",
                };
                await new PostgresInitScripts(tools, variables).RunAsync(scripts, cancellationToken);
            }
            finally
            {
                await server.StopAsync(ServerStop, cancellationToken);
            }

            if (await server.Exited is not 0 and var exitCode)
            {
                throw new DistributedApplicationException($"Resource '{tools.Container.Name}': the server of the first start did not stop cleanly (exit code {exitCode}).");
            }
        }
        finally
        {
            Directory.Delete(sockets, recursive: true);
        }
    }

    /// <summary>Waits for the status that the server writes into its lock file, as pg_ctl does.</summary>
    private async Task ReadyAsync(ChildProcess server, string folder, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ServerStart);
        while (PostgresLockFile.Read(folder) is not { IsReady: true })
        {
            if (server.Exited.IsCompleted)
            {
                throw new DistributedApplicationException(
                    $"Resource '{tools.Container.Name}': the server of the first start ended with exit code {await server.Exited}. Its output says why.");
            }

            await Task.Delay(StatusPause, limit.Token);
        }
    }
}
