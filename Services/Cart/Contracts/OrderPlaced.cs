namespace MyArch.Cart.Contracts;

/// <summary>
/// The message by which an order is handed over to the worker tier, the same each time it is sent. This file is the contract: whoever handles the message compiles it too, and a test in either
/// place pins its JSON.
/// </summary>
/// <param name="OrderId">The order, of which there is one however often it is sent.</param>
/// <param name="PlacedAt">When it was frozen.</param>
internal sealed record OrderPlaced(string OrderId, OrderCustomer Customer, IReadOnlyList<OrderLine> Lines, DateTimeOffset PlacedAt)
{
    public long TotalCents() => Lines.Sum(static line => (long)line.Quantity * line.UnitPriceCents);
}

/// <summary>Who has placed the order, as it was at that moment.</summary>
/// <param name="Id">The customer's own random id, never that of a session.</param>
internal sealed record OrderCustomer(string Id, string Name, string Email, string Address);

/// <summary>So many of one product, at the price that the customer was shown, in euro cents.</summary>
internal sealed record OrderLine(int ProductId, int Quantity, int UnitPriceCents);
