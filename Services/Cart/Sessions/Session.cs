using System.Text.Json;
using MyArch.Cart.Lines;

namespace MyArch.Cart.Sessions;

/// <summary>What is known of a visitor. Immutable: a change makes a new one, which is stored only if nobody else has stored one meanwhile.</summary>
/// <param name="CustomerId">The visitor's random id in other services, for good; never the session's.</param>
/// <param name="Version">Counts the changes of the lines.</param>
/// <param name="Lines">The cart, in the order in which the products were added.</param>
/// <param name="Orders">What was ordered, newest first.</param>
internal sealed record Session(string CustomerId, long Version, IReadOnlyList<CartLine> Lines, IReadOnlyList<SessionOrder> Orders)
{
    /// <summary>How many orders are remembered; the oldest are forgotten here, and stay in the catalog.</summary>
    public const int MaxOrders = 50;

    /// <summary>The receipts of the last additions that came with an idempotency key, newest first.</summary>
    public IReadOnlyList<string> Added { get; init; } = [];

    /// <summary>The schema of the document that it was read from.</summary>
    public int Schema { get; init; } = SessionJson.Schema;

    /// <summary>What a newer version of the service has written and this one does not know: written back as it is, since the versions run side by side for a while.</summary>
    public Dictionary<string, JsonElement>? Unknown { get; init; }

    /// <summary>The session of a new visitor.</summary>
    public static Session Create() => new(NewCustomerId(), 0, [], []);

    public static string NewCustomerId() => Guid.NewGuid().ToString("N");

    /// <summary>The session with other lines.</summary>
    public Session WithLines(IReadOnlyList<CartLine> lines) => this with { Lines = lines, Version = Version + 1 };

    /// <summary>The session after an addition that may be sent again.</summary>
    public Session WithAdded(string receipt) => this with { Added = [receipt, .. Added.Take(AddReceipt.Most - 1)] };

    public bool HasOrdered(string orderId) => Orders.Any(order => order.Id == orderId);

    /// <summary>The session after an order: listed, and its quantities taken from the lines. What was added meanwhile stays.</summary>
    public Session WithOrder(SessionOrder order, IReadOnlyList<CartLine> ordered)
    {
        if (HasOrdered(order.Id))
        {
            return this;
        }

        var rest = from line in Lines
                   let left = line.Quantity - ordered.Where(taken => taken.ProductId == line.ProductId).Sum(static taken => taken.Quantity)
                   where left > 0
                   select line with { Quantity = left };
        return WithLines([.. rest]) with { Orders = [order, .. Orders.Take(MaxOrders - 1)] };
    }
}
