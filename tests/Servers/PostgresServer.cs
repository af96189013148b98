using System.Globalization;
using System.Net.Sockets;

namespace MyArch.Testing;

/// <summary>
/// A real PostgreSQL on a free port with the user and database of the test, without a password. <see cref="StartReplicaAsync"/> makes a streaming replica of it.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    public const string Superuser = "postgres";

    private const string Programs = "/usr/lib/postgresql/15/bin";

    private readonly TemporaryDirectory _folder = new();
    private readonly string[] _settings;

    private PostgresServer(bool isDurable, string[] settings)
    {
        _settings = [.. isDurable ? (string[])[] : ["-c", "fsync=off"], .. settings];
        ServerProcess.Run(Log, asPostgres: false, "install", "-d", "-m", "755", _folder.Combine("server"));
        if (Environment.UserName == "root")
        {
            ServerProcess.Run(Log, asPostgres: false, "chown", "postgres", _folder.Combine("server"));
        }
    }

    public int Port { get; } = FreePort.Find();

    public ServerProcess Process { get; private set; } = null!;

    private string Data => _folder.Combine("server", "data");

    private string Log => _folder.Combine("server.log");

    /// <summary>The superuser's connection string for a database.</summary>
    public string ConnectionString(string database = "postgres", string user = Superuser) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1:{Port};Database={database};Username={user};Timeout=30");

    /// <summary>Starts a primary and waits until it answers.</summary>
    /// <param name="isDurable">Whether it writes through to the disk, which a test of durability needs, and others do not.</param>
    /// <param name="settings">Further settings, <c>"-c", "name=value"</c>.</param>
    public static async Task<PostgresServer> StartAsync(bool isDurable = false, params string[] settings)
    {
        var server = new PostgresServer(isDurable, settings);
        ServerProcess.Run(server.Log, asPostgres: true, $"{Programs}/initdb", "--pgdata", server.Data, "--auth", "trust", "--username", Superuser, "--no-sync", "--no-locale", "--encoding", "UTF8");
        await server.StartAsync();
        return server;
    }

    /// <summary>Copies this server and starts the copy, which then follows it.</summary>
    public async Task<PostgresServer> StartReplicaAsync(params string[] settings)
    {
        var replica = new PostgresServer(isDurable: false, [.. _settings, .. settings]);
        ServerProcess.Run(replica.Log, asPostgres: true, $"{Programs}/pg_basebackup", "--dbname",
            string.Create(CultureInfo.InvariantCulture, $"host=127.0.0.1 port={Port} user={Superuser}"),
            "--pgdata", replica.Data, "--checkpoint", "fast", "--wal-method", "stream", "--write-recovery-conf", "--no-sync");
        await replica.StartAsync();
        return replica;
    }

    /// <summary>Starts it, the first time or again, and waits until it answers.</summary>
    public async Task StartAsync()
    {
        Process = ServerProcess.Start(Log, asPostgres: true, $"{Programs}/postgres",
            ["-D", Data, "-p", Port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "wal_level=replica",
                "-c", "shared_buffers=16MB", "-c", "max_connections=60", "-c", "wal_retrieve_retry_interval=100ms", "-c", "wal_receiver_timeout=2s", .. _settings]);
        await Eventually.BecomesAsync(AnswersAsync, static answers => answers, because: $"PostgreSQL answers. {Process.Log}");
    }

    public ValueTask DisposeAsync()
    {
        // What happens to its data is nobody's concern any more.
        Process?.Kill();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    // The first byte of the answer to a start-up message: R asks for nothing more, E says that it is not ready yet.
    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        if (Process.HasExited)
        {
            throw new InvalidOperationException(Process.Log);
        }

        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Port, cancellationToken);
        var stream = client.GetStream();
        byte[] parameters = [.. "user\0postgres\0database\0postgres\0\0"u8];
        byte[] length = BitConverter.GetBytes(System.Net.IPAddress.HostToNetworkOrder(8 + parameters.Length));
        await stream.WriteAsync((byte[])[.. length, 0, 3, 0, 0, .. parameters], cancellationToken);
        var answer = new byte[1];
        return await stream.ReadAsync(answer, cancellationToken) == 1 && answer[0] == (byte)'R';
    }
}
