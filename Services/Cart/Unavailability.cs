using MyArch.Cart.Sessions;
using MyArch.CloudDefaults.Queue;
using MyArch.ServiceDefaults;
using StackExchange.Redis;

namespace MyArch.Cart;

/// <summary>Something that the service depends on and that cannot be reached for the moment.</summary>
/// <param name="Dependency">What it is, in a metric.</param>
/// <param name="Detail">What it means for the visitor.</param>
internal sealed record Unavailability(string Dependency, string Detail)
{
    private static readonly Unavailability Sessions = new("sessions", "Carts cannot be reached for a moment. They are not lost; look again.");
    private static readonly Unavailability Catalog = new("catalog", "The shop's catalog cannot be reached for a moment. The cart is as it was; try again.");

    private static readonly Unavailability Queue = new("queue", "The shop cannot take orders for a moment. The cart is as it was; try again.");

    // What Redis says while it loads its data, is out of memory, cannot write to its disk, is a replica or runs somebody's long script. Any other error is ours.
    private static readonly string[] Passing = ["LOADING", "OOM", "MISCONF", "READONLY", "BUSY", "MASTERDOWN", "NOREPLICAS", "TRYAGAIN", "CLUSTERDOWN"];

    /// <summary>What an exception says cannot be reached; null if it is another error.</summary>
    public static Unavailability? Of(Exception exception) => exception switch
    {
        RedisConnectionException or RedisTimeoutException or SessionsUnavailableException => Sessions,
        RedisServerException server when Passing.Any(word => server.Message.StartsWith(word, StringComparison.Ordinal)) => Sessions,
        InternalCallException => Catalog,
        QueueUnavailableException => Queue,
        _ => null,
    };
}
