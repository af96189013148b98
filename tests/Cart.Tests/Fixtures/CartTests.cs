using System.Net;

namespace MyArch.Cart.Tests.Fixtures;

/// <summary>One instance with a real Redis and a catalog that does as it is told.</summary>
public abstract class CartTests : IAsyncLifetime
{
    private readonly List<CartServer> _servers = [];

    private protected CartTests(RedisFixture redis) => Redis = redis;

    private protected RedisFixture Redis { get; }

    private protected virtual string RedisConnection => Redis.PatientConnectionString;

    private protected CatalogStub Catalog { get; } = new();

    /// <summary>The queue that orders are sent to.</summary>
    private protected JobsQueue Jobs { get; private set; } = null!;

    private protected CartServer Server { get; private set; } = null!;

    public virtual async Task InitializeAsync()
    {
        await Redis.Database.ExecuteAsync("FLUSHALL");
        await Catalog.InitializeAsync();
        Jobs = await JobsQueue.StartAsync(Catalog);
        Server = Start();
    }

    public async Task DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        await Jobs.DisposeAsync();
        await Catalog.DisposeAsync();
    }

    /// <summary>Places an order, and waits until it is decided.</summary>
    private protected async Task<string> OrderAsync(Visitor visitor, string key, object? customer = null)
    {
        var order = await visitor.OrderAsync(key, customer);
        await Jobs.HandledAsync();
        return order;
    }

    /// <summary>A checkout while the queue is away: the order is frozen, and stays pending.</summary>
    private protected async Task FailAsync(Visitor visitor, string key)
    {
        Jobs.Gate.Refuse();
        await FailedAsync(visitor, key);
        Jobs.Gate.Open();
    }

    private protected static async Task FailedAsync(Visitor visitor, string key)
    {
        using var response = await visitor.CheckOutAsync(key);
        await Visitor.ProblemAsync(response, HttpStatusCode.ServiceUnavailable);
    }

    private protected CartServer Start(params (string Key, string Value)[] settings)
    {
        var all = CartSettings.Of($"cart-a{_servers.Count + 1}", RedisConnection, Catalog.Address, Jobs);
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        var server = new CartServer(all);
        _servers.Add(server);
        return server;
    }
}
