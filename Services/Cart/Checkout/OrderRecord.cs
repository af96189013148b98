using System.Text.Json;
using MyArch.Cart.Contracts;
using MyArch.Cart.Lines;
using MyArch.Cart.Sessions;

namespace MyArch.Cart.Checkout;

/// <summary>An order that was frozen within the last day.</summary>
/// <param name="Id">The order.</param>
/// <param name="IsPlaced">Whether it was handed over and listed in its session; else it is pending.</param>
/// <param name="Message">What is handed over: an <see cref="OrderPlaced"/> as JSON, the very same bytes each time.</param>
/// <param name="SessionKey">Where its session was kept when it was frozen.</param>
internal sealed record OrderRecord(string Id, bool IsPlaced, byte[] Message, string SessionKey)
{
    private OrderPlaced? _placed;

    /// <summary>The message, read.</summary>
    public OrderPlaced Placed => _placed ??= JsonSerializer.Deserialize(Message, CartContracts.Default.OrderPlaced)
        ?? throw new JsonException("A stored order is null.");

    /// <summary>The session after the order.</summary>
    public Session PlaceIn(Session session) => session.WithOrder(
        new SessionOrder(Id, Placed.TotalCents(), Placed.PlacedAt),
        [.. Placed.Lines.Select(static line => new CartLine(line.ProductId, line.Quantity, line.UnitPriceCents))]);
}
