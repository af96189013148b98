namespace StackExchange.Redis.Tests.Fixtures;

/// <summary>One server and one connection for the tests of a class, which use keys of their own.</summary>
public sealed class SharedRedis : IAsyncLifetime
{
    internal RedisServer Server { get; private set; } = null!;

    public ConnectionMultiplexer Connection { get; private set; } = null!;

    public IDatabase Database => Connection.GetDatabase();

    public async Task InitializeAsync()
    {
        Server = await RedisServer.StartAsync();
        Connection = await Server.ConnectAsync();
    }

    public async Task DisposeAsync()
    {
        await Connection.DisposeAsync();
        await Server.DisposeAsync();
    }
}
