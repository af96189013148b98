namespace MyArch.Cart.Tests.Fixtures;

/// <summary>One instance with a real Redis and a catalog that does as it is told.</summary>
public abstract class CartTests : IAsyncLifetime
{
    private readonly List<CartServer> _servers = [];

    private protected CartTests(RedisServer redis) => Redis = redis;

    private protected RedisServer Redis { get; }

    private protected virtual string RedisConnection => Redis.PatientConnectionString;

    private protected CatalogStub Catalog { get; } = new();

    private protected CartServer Server { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Redis.Database.ExecuteAsync("FLUSHALL");
        await Catalog.InitializeAsync();
        Server = Start();
    }

    public async Task DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        await Catalog.DisposeAsync();
    }

    private protected CartServer Start(params (string Key, string Value)[] settings)
    {
        var all = CartSettings.Of($"cart-a{_servers.Count + 1}", RedisConnection, Catalog.Address);
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        var server = new CartServer(all);
        _servers.Add(server);
        return server;
    }
}
