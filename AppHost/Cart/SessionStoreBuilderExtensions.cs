using MyArch.AppHost.AutoScaling;
using MyArch.AppHost.LocalAws;
using MyArch.AppHost.Topology;

namespace MyArch.AppHost.Cart;

/// <summary>Chooses where the shop keeps its sessions: the four ways that the lessons compare.</summary>
internal static class SessionStoreBuilderExtensions
{
    private const string Key = "Cart:SessionStore";
    private const string Redis = "Redis";
    private const string Cookie = "Cookie";
    private const string DynamoDb = "DynamoDb";
    private static readonly string[] Known = [Redis, "Memory", Cookie, DynamoDb];

    /// <summary>Gives the instances the store that <c>Cart:SessionStore</c> names, <c>Redis</c> by default, with what it needs: a key for cookies that all share, or a DynamoDB endpoint on this machine.</summary>
    /// <exception cref="StartupException">There is no such store.</exception>
    public static IResourceBuilder<AutoScalingGroupResource> WithSessionStore(this IResourceBuilder<AutoScalingGroupResource> cart, TopologyEnvironment environment)
    {
        var builder = cart.ApplicationBuilder;
        var asked = builder.Configuration[Key] ?? Redis;
        var store = Known.FirstOrDefault(known => known.Equals(asked, StringComparison.OrdinalIgnoreCase))
            ?? throw new StartupException($"{Key} is '{asked}'. It must be one of {string.Join(", ", Known)}.");
        cart.WithInstances(instance => instance.WithEnvironment("Cart__SessionStore", store));
        if (store == Cookie)
        {
            var key = builder.AddGeneratedSecret("cart-cookie-key");
            cart.WithInstances(instance => instance.WithEnvironment("Cart__CookieKey", key));
        }

        // With Aws:UseLocal=false it is that of the region, to which the reference to the queue leads already.
        if (store == DynamoDb && new AwsOptions(builder.Configuration).UseLocal)
        {
            var endpoint = builder.AddDynamoDb("dynamodb", $"myarch-{environment.Name}-dynamodb");
            cart.WithInstances(instance => instance.WithDynamoDb(endpoint));
        }

        return cart;
    }
}
