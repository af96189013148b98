using MyArch.Cart.Catalog;
using MyArch.Cart.Checkout;
using MyArch.Cart.Orders;
using MyArch.Cart.Sessions;
using MyArch.CloudDefaults.Queue;
using MyArch.ServiceDefaults;
using StackExchange.Redis;

namespace MyArch.Cart;

/// <summary>What the service registers: sessions, the catalog's client, and the checkout with the service that finishes what broke off.</summary>
internal static class CartServices
{
    // The most decided orders that an instance remembers.
    private const int MaxDecided = 10_000;

    /// <summary>Adds the service, with its options from the section <see cref="CartOptions.Section"/>.</summary>
    public static IHostApplicationBuilder AddCart(this IHostApplicationBuilder builder)
    {
        builder.AddValidatedOptions<CartOptions>(CartOptions.Section);
        builder.AddValidatedOptions<CartConnectionOptions>(CartConnectionOptions.Section);
        builder.AddTelemetryMeters(CartMetrics.Name);
        builder.AddTelemetrySources(CartMetrics.Name);
        builder.AddRedisClient(CartConnectionOptions.Name, configureOptions: FailFast);
        builder.AddInternalClient<CatalogClient>();
        builder.AddJobQueue();
        builder.Services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, CartContracts.Default));
        builder.Services.AddMemoryCache(static cache => cache.SizeLimit = MaxDecided);
        builder.Services.AddSingleton<CartMetrics>();
        builder.Services.AddSingleton<OrderRecords>();
        builder.Services.AddSingleton<OrderStatuses>();
        builder.Services.AddSessions();
        builder.Services.AddSingleton<OrderPlacement>();
        builder.Services.AddHostedService<OrderResender>();
        return builder;
    }

    // What a command may take, in ms: the client's default, which here means that the connection string says nothing, and ours.
    private const int ClientsTimeout = 5000;
    private const int OurTimeout = 1000;

    // Redis answers in a millisecond or is not there: a visitor is told so within about a second, and not after he has left. Without a connection at once.
    private static void FailFast(ConfigurationOptions redis)
    {
        redis.AbortOnConnectFail = false;
        redis.AsyncTimeout = redis.AsyncTimeout == ClientsTimeout ? OurTimeout : redis.AsyncTimeout;
        redis.BacklogPolicy = BacklogPolicy.FailFast;
        redis.HeartbeatInterval = TimeSpan.FromMilliseconds(250);
    }
}
