using System.Diagnostics;
using StackExchange.Redis;

namespace MyArch.Cart.Tests.Fixtures;

/// <summary>A real redis-server that writes every change to disk before it answers, as the system's does.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private ChildProcess? _process;
    private ConnectionMultiplexer? _client;

    public int Port { get; } = FreePort.Find();

    /// <summary>As the host sets it.</summary>
    public string ConnectionString => $"127.0.0.1:{Port},abortConnect=false,connectTimeout=2000";

    /// <summary>For tests that are not about time, on a machine that may be busy.</summary>
    public string PatientConnectionString => $"{ConnectionString},asyncTimeout=15000";

    /// <summary>The server, looked at past the service.</summary>
    public IDatabase Database => _client!.GetDatabase();

    public async Task InitializeAsync()
    {
        await StartAsync();
        _client = await ConnectionMultiplexer.ConnectAsync(PatientConnectionString);
    }

    public async Task StartAsync() => (_process, _) = await ChildProcess.StartAsync(
        new ProcessStartInfo(
            "redis-server",
            ["--port", $"{Port}", "--bind", "127.0.0.1", "--dir", _directory.Path, "--save", "", "--appendonly", "yes", "--appendfsync", "always"]),
        "Ready to accept connections");

    public Task KillAsync() => _process!.KillAsync();

    public void Freeze() => _process!.Freeze();

    public void Thaw() => _process!.Thaw();

    /// <summary>All keys that fit a pattern.</summary>
    public async Task<string[]> KeysAsync(string pattern) => (string[])(await Database.ExecuteAsync("KEYS", pattern))!;

    /// <summary>Lets all keys come closer to their end, as time does.</summary>
    public async Task AgeAsync(TimeSpan by)
    {
        foreach (var key in await KeysAsync("*"))
        {
            if (await Database.KeyTimeToLiveAsync(key) is not { } left)
            {
                continue;
            }

            await (left > by ? Database.KeyExpireAsync(key, left - by) : Database.KeyDeleteAsync(key));
        }
    }

    public async Task DisposeAsync()
    {
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }

        await _process!.DisposeAsync();
        _directory.Dispose();
    }
}
