using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using MyArch.Cart.Catalog;
using MyArch.Cart.Contracts;
using MyArch.Cart.Customers;
using MyArch.Cart.Lines;

namespace MyArch.Cart;

/// <summary>A cart.</summary>
/// <param name="Version">Counts its changes.</param>
internal sealed record CartAnswer(IReadOnlyList<CartLine> Lines, long Version);

/// <summary>So many more of a product.</summary>
internal sealed record AddLine(
    [property: Range(1, int.MaxValue, ErrorMessage = "must be the number of an item")] int ProductId,
    [property: Range(CartRules.MinQuantity, CartRules.MaxQuantity, ErrorMessage = CartRules.QuantityMessage)] int Quantity);

/// <summary>So many of a product.</summary>
internal sealed record SetQuantity(
    [property: Range(CartRules.MinQuantity, CartRules.MaxQuantity, ErrorMessage = CartRules.QuantityMessage)] int Quantity);

/// <summary>The answer to a checkout.</summary>
internal sealed record CheckoutAnswer(string Id, string Status);

/// <summary>An order in the list of a session.</summary>
/// <param name="Status"><c>placed</c>, <c>confirmed</c> or <c>rejected</c>.</param>
/// <param name="TotalCents">In euro cents.</param>
/// <param name="Reason">Why it was rejected.</param>
internal sealed record OrderItem(
    string Id,
    string Status,
    long TotalCents,
    DateTimeOffset PlacedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason);

/// <summary>The orders of a session, newest first. All of them: <paramref name="Next"/> is null.</summary>
internal sealed record OrderList(IReadOnlyList<OrderItem> Items, string? Next);

/// <summary>An order.</summary>
/// <param name="Lines">What was ordered. Kept for a day; after that only the catalog knows, and until it has decided they are empty.</param>
/// <param name="Customer">Who placed it. Likewise.</param>
internal sealed record OrderAnswer(
    string Id,
    string Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason,
    IReadOnlyList<OrderLine> Lines,
    long TotalCents,
    DateTimeOffset PlacedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CustomerProfile? Customer);

/// <summary>Serialisation without reflection: less memory in each instance, and a faster first answer.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CartAnswer))]
[JsonSerializable(typeof(AddLine))]
[JsonSerializable(typeof(SetQuantity))]
[JsonSerializable(typeof(CustomerProfile))]
[JsonSerializable(typeof(CheckoutAnswer))]
[JsonSerializable(typeof(OrderList))]
[JsonSerializable(typeof(OrderAnswer))]
[JsonSerializable(typeof(OrderPlaced))]
[JsonSerializable(typeof(CatalogPrices))]
[JsonSerializable(typeof(CatalogOrder))]
internal sealed partial class CartContracts : JsonSerializerContext;
