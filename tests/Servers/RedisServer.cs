using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace MyArch.Testing;

/// <summary>A real redis-server on a free port, without a password unless the arguments set one.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly string[] _arguments;

    private RedisServer(string[] arguments) => _arguments = arguments;

    public int Port { get; } = FreePort.Find();

    public ServerProcess Process { get; private set; } = null!;

    /// <summary>As StackExchange.Redis reads it.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port},abortConnect=false,connectTimeout=2000");

    /// <summary>Starts it and waits until it answers. Nothing is kept on disk unless the arguments say so (<c>"--appendonly", "yes"</c>).</summary>
    public static async Task<RedisServer> StartAsync(params string[] arguments)
    {
        var server = new RedisServer(arguments);
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it again after it has ended, on the same port with what it kept.</summary>
    public async Task StartAsync()
    {
        Process = ServerProcess.Start(_folder.Combine("server.log"), asPostgres: false, "/usr/bin/redis-server",
            ["--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--dir", _folder.Path, .. _arguments]);
        await Eventually.BecomesAsync(AnswersAsync, static answers => answers, because: "redis-server answers");
    }

    public ValueTask DisposeAsync()
    {
        Process?.Kill();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        if (Process.HasExited)
        {
            throw new InvalidOperationException(Process.Log);
        }

        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Port, cancellationToken);
        await client.GetStream().WriteAsync("PING\r\n"u8.ToArray(), cancellationToken);
        var answer = new byte[16];
        var count = await client.GetStream().ReadAsync(answer, cancellationToken);
        // A server with a password answers too, with -NOAUTH.
        return Encoding.ASCII.GetString(answer, 0, count) is var text && (text.StartsWith("+PONG", StringComparison.Ordinal) || text.StartsWith("-NOAUTH", StringComparison.Ordinal));
    }
}
