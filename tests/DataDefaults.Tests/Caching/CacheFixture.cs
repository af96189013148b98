using StackExchange.Redis;

namespace MyArch.DataDefaults.Tests.Caching;

/// <summary>A test's own Redis beside the shared pair of servers.</summary>
public abstract class CacheFixture(PostgresPair pair) : IAsyncLifetime
{
    private readonly List<Instance> _instances = [];
    private string _database = "";

    internal RedisServer Redis { get; private set; } = null!;

    protected PostgresPair Pair { get; } = pair;

    public async Task InitializeAsync()
    {
        Redis = await RedisServer.StartAsync();
        _database = await Pair.CreateDatabaseAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var instance in _instances)
        {
            await instance.DisposeAsync();
        }

        await Redis.DisposeAsync();
    }

    /// <summary>Another instance on the same database and cache.</summary>
    private protected async Task<Instance> StartAsync(params (string Key, string Value)[] settings)
    {
        var instance = await Instance.StartAsync(_database, typeof(CacheFixture).Assembly, Redis.ConnectionString, settings: settings);
        _instances.Add(instance);
        await Eventually.BecomesAsync(
            _ => instance.ReadAsync<string>("select name from items where id = 1"), static read => read.Role == DatabaseRole.Replica, because: "the replica has the table");
        await Eventually.IsTrueAsync(async _ => (await instance.Get<CacheStore>().GetAsync("no such key")).IsAnswered, because: "Redis is connected");
        return instance;
    }

    /// <summary>Runs a command on Redis.</summary>
    private protected async Task<RedisResult> RedisAsync(string command, params object[] arguments)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(Redis.ConnectionString);
        return await redis.GetDatabase().ExecuteAsync(command, arguments);
    }

    /// <summary>The key of a garment as it is in Redis.</summary>
    private protected static string KeyOf(Instance instance, int id) => $"cache:test:{instance.Database.SystemIdentifier:x}:item:{id}";
}
