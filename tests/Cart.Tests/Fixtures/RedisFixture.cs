using StackExchange.Redis;

namespace MyArch.Cart.Tests.Fixtures;

/// <summary>A real redis-server that writes every change to disk before it answers, as the system's does.</summary>
public sealed class RedisFixture : IAsyncLifetime
{
    private RedisServer? _server;
    private ConnectionMultiplexer? _client;

    public int Port => _server!.Port;

    /// <summary>As the host sets it.</summary>
    public string ConnectionString => _server!.ConnectionString;

    /// <summary>For tests that are not about time, on a machine that may be busy.</summary>
    public string PatientConnectionString => $"{ConnectionString},asyncTimeout=15000";

    /// <summary>The server, looked at past the service.</summary>
    public IDatabase Database => _client!.GetDatabase();

    public async Task InitializeAsync()
    {
        _server = await RedisServer.StartAsync("--appendonly", "yes", "--appendfsync", "always");
        _client = await ConnectionMultiplexer.ConnectAsync(PatientConnectionString);
    }

    /// <summary>Starts it again after it was killed, with what it has kept.</summary>
    public Task StartAsync() => _server!.StartAsync();

    public void Kill() => _server!.Process.Kill();

    /// <summary>Lets it stand still: it accepts connections and never answers.</summary>
    public void Freeze() => _server!.Process.Hang();

    /// <summary>Lets it go on.</summary>
    public void Thaw() => _server!.Process.Resume();

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

        await _server!.DisposeAsync();
    }
}
