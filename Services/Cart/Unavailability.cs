using MyArch.Cart.Checkout;
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
    // Who would change the cart and order anew could have both orders.
    private const string OrderIsKept = "The shop cannot finish this order for a moment. If it has arrived it is kept, and placed by itself: send the very same again, and it is still one order.";

    private static readonly Unavailability Sessions = new("sessions", "Carts cannot be reached for a moment. They are not lost; look again.");
    private static readonly Unavailability Full = new("sessions", "The shop has no room for more in its carts for a moment. What is in a cart stays there and can be ordered; add to it later.");
    private static readonly Unavailability Catalog = new("catalog", "The shop's catalog cannot be reached for a moment. The cart is as it was; try again.");
    private static readonly Unavailability Queue = new("queue", OrderIsKept);

    // What Redis says when it has as much in memory as it may.
    private const string NoRoom = "OOM";

    // What Redis says while it loads its data, cannot write to its disk, is a replica or runs somebody's long script. Any other error is ours.
    private static readonly string[] Passing = ["LOADING", "MISCONF", "READONLY", "BUSY", "MASTERDOWN", "NOREPLICAS", "TRYAGAIN", "CLUSTERDOWN"];

    /// <summary>What an exception says cannot be reached; null if it is another error.</summary>
    public static Unavailability? Of(Exception exception) => exception switch
    {
        RedisConnectionException or RedisTimeoutException or SessionsUnavailableException => Sessions,
        RedisServerException server when server.Message.StartsWith(NoRoom, StringComparison.Ordinal) => Full,
        RedisServerException server when Passing.Any(word => server.Message.StartsWith(word, StringComparison.Ordinal)) => Sessions,
        InternalCallException => Catalog,
        QueueUnavailableException => Queue,
        OrderInterruptedException { InnerException: { } inner } => Of(inner) is { } cause ? cause with { Detail = OrderIsKept } : null,
        _ => null,
    };
}
