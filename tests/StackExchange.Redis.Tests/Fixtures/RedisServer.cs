using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace StackExchange.Redis.Tests.Fixtures;

/// <summary>A real redis-server on a loopback port of its own that can be killed, started again and stopped in its tracks.</summary>
internal sealed partial class RedisServer : IAsyncDisposable
{
    private const int Continue = 18;
    private const int Stop = 19;

    private readonly TemporaryDirectory _directory = new();
    private readonly string[] _arguments;
    private Process? _process;

    private RedisServer(string[] arguments) => _arguments = arguments;

    public int Port { get; } = FreePort.Find();

    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>Starts a server without persistence.</summary>
    /// <param name="arguments">Further options of redis-server; <c>{port}</c> and <c>{directory}</c> are filled in.</param>
    public static async Task<RedisServer> StartAsync(params string[] arguments)
    {
        var server = new RedisServer(arguments);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts the server on the same port; returns when it answers.</summary>
    public async Task StartAgainAsync()
    {
        var start = new ProcessStartInfo("redis-server") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] basics = _arguments.Contains("--port", StringComparer.Ordinal) ? [] : ["--port", "{port}"];
        string[] rest = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", "{directory}", "--logfile", "redis.log"];
        foreach (var argument in basics.Concat(rest).Concat(_arguments))
        {
            start.ArgumentList.Add(argument
                .Replace("{port}", Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("{directory}", _directory.Path, StringComparison.Ordinal));
        }

        _process = Process.Start(start)!;
        await Eventually.IsTrueAsync(async stop => _process.HasExited || await IsListeningAsync(stop), because: $"redis-server listens on port {Port}");
        if (_process.HasExited)
        {
            throw new InvalidOperationException($"redis-server ended with {_process.ExitCode}: {await _process.StandardOutput.ReadToEndAsync()}");
        }
    }

    /// <summary>The end without warning: SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>The server keeps its connections and accepts new ones, and answers nothing: SIGSTOP.</summary>
    public async Task FreezeAsync()
    {
        Signal(Stop);
        await Eventually.BecomesAsync(
            async stop => await File.ReadAllTextAsync($"/proc/{_process!.Id}/stat", stop), static stat => stat[stat.LastIndexOf(')')..].StartsWith(") T", StringComparison.Ordinal), because: "it has stopped");
    }

    public void Thaw() => Signal(Continue);

    /// <summary>Bytes that clients have sent and a frozen server has not read.</summary>
    public async Task<long> ReceivedBytesAsync()
    {
        // "sl local_address rem_address st tx_queue:rx_queue …": established connections (01) whose local port is the server's.
        var port = Port.ToString("X4", CultureInfo.InvariantCulture);
        var sockets = (await File.ReadAllLinesAsync("/proc/net/tcp")).Skip(1).Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return sockets
            .Where(fields => fields[1].EndsWith($":{port}", StringComparison.Ordinal) && fields[3] == "01")
            .Sum(static fields => long.Parse(fields[4].Split(':')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }

    public async Task<ConnectionMultiplexer> ConnectAsync(string options = "") =>
        await ConnectionMultiplexer.ConnectAsync($"{Address},connectTimeout=5000,{options}");

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process!.Dispose();
        _directory.Dispose();
    }

    private async Task<bool> IsListeningAsync(CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
        return true;
    }

    private void Signal(int signal) => Send(_process!.Id, signal).ShouldBe(0);

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Send(int pid, int signal);
}
