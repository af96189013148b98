using MyArch.Cart.Sessions;
using MyArch.Cart.Tests.Fixtures;

namespace MyArch.Cart.Tests.Sessions;

/// <summary>What holds whichever store the sessions are in. A store that cannot do one of it says so in its own class, and what happens instead.</summary>
public abstract partial class SessionStoreTests : IAsyncLifetime
{
    private readonly List<CartServer> _servers = [];
    private int _instances;

    private protected SessionStoreTests(RedisFixture redis) => Redis = redis;

    private protected RedisFixture Redis { get; }

    private protected CatalogStub Catalog { get; } = new();

    /// <summary>The queue that orders are sent to.</summary>
    private protected JobsQueue Jobs { get; private set; } = null!;

    private protected ManualTime Time { get; } = new(DateTimeOffset.FromUnixTimeSeconds(1_800_000_000));

    private protected CartServer Server { get; private set; } = null!;

    private protected abstract SessionStoreKind Kind { get; }

    public virtual async Task InitializeAsync()
    {
        await Catalog.InitializeAsync();
        Jobs = await JobsQueue.StartAsync(Catalog);
        Server = Start();
    }

    public virtual async Task DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        await Jobs.DisposeAsync();
        await Catalog.DisposeAsync();
    }

    /// <summary>Another instance.</summary>
    private protected CartServer Start(params (string Key, string Value)[] settings) => Start(Time, settings);

    /// <summary>Another instance, with the time of the machine: who waits for another request waits a moment of it.</summary>
    private protected CartServer StartInRealTime() => Start(TimeProvider.System);

    private CartServer Start(TimeProvider time, params (string Key, string Value)[] settings)
    {
        var all = CartSettings.Of($"cart-a{++_instances}", Redis.PatientConnectionString, Catalog.Address, Jobs);
        all["Cart:SessionStore"] = Kind.ToString();
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        var server = new CartServer(all, time);
        _servers.Add(server);
        return server;
    }

    private protected async Task LetPassAsync(TimeSpan time)
    {
        Time.Advance(time);
        await Redis.AgeAsync(time);
    }
}
