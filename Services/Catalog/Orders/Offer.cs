using System.Globalization;
using MyArch.Cart.Contracts;

namespace MyArch.Catalog.Orders;

/// <summary>What the shop has of a product at the moment when an order is decided.</summary>
internal sealed record Offer(string Name, int PriceCents, int Stock)
{
    /// <summary>Why a line cannot be fulfilled, as a sentence for the customer; null if it can.</summary>
    /// <param name="offer">Null if the product is not sold any more.</param>
    public static string? Refuse(OrderLine line, Offer? offer) =>
        offer is null ? $"Item {line.ProductId} is not sold any more."
        : offer.PriceCents != line.UnitPriceCents ? $"The price of {offer.Name} has changed from {Euros(line.UnitPriceCents)} to {Euros(offer.PriceCents)}."
        : offer.Stock == 0 ? $"{offer.Name} is sold out."
        : offer.Stock < line.Quantity ? $"Of {offer.Name} only {offer.Stock} {(offer.Stock == 1 ? "is" : "are")} left."
        : null;

    private static string Euros(int cents) => string.Create(CultureInfo.InvariantCulture, $"€{cents / 100}.{cents % 100:00}");
}
