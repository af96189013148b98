namespace MyArch.Cart.Sessions;

/// <summary>An order as its session remembers it; what became of it is asked of the catalog.</summary>
/// <param name="TotalCents">What it costs, in euro cents.</param>
internal sealed record SessionOrder(string Id, long TotalCents, DateTimeOffset PlacedAt);
