using System.Text.Json.Serialization;
using MyArch.Cart.Contracts;
using MyArch.Catalog.Customers;
using MyArch.Catalog.Items;

namespace MyArch.Catalog;

/// <summary>A garment, as everybody sees it.</summary>
/// <param name="PriceCents">Price of one, in euro cents.</param>
/// <param name="Stock">How many are left.</param>
internal sealed record Item(int Id, string Name, string Description, string Category, string Colour, string[] Sizes, int PriceCents, int Stock);

/// <summary>A page of the list.</summary>
/// <param name="Next">What <c>after</c> must say to get the next page; null on the last one.</param>
internal sealed record ItemPage(Item[] Items, string? Next);

/// <summary>All categories.</summary>
internal sealed record CategoryList(Category[] Items);

/// <summary>A category and how many items it has.</summary>
internal sealed record Category(string Name, int Count);

/// <summary>What some items cost now.</summary>
internal sealed record PriceList(Price[] Items);

/// <summary>What one item costs now, in euro cents.</summary>
internal sealed record Price(int ProductId, int UnitPriceCents);

/// <summary>An order after it was decided: the answer to placing it, the same each time.</summary>
/// <param name="Status"><c>confirmed</c> or <c>rejected</c>.</param>
/// <param name="Reason">Why it was rejected, in words; absent if it was not.</param>
internal sealed record Order(
    string OrderId,
    string Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason,
    IReadOnlyList<OrderLine> Lines,
    long TotalCents,
    DateTimeOffset PlacedAt,
    CustomerProfile Customer);

/// <summary>Serialisation without reflection: less memory in each instance, and a faster first answer.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Item))]
[JsonSerializable(typeof(ItemBody))]
[JsonSerializable(typeof(ItemPage))]
[JsonSerializable(typeof(VersionedItem))]
[JsonSerializable(typeof(CategoryList))]
[JsonSerializable(typeof(PriceList))]
[JsonSerializable(typeof(OrderPlaced))]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(CustomerProfile))]
internal sealed partial class CatalogContracts : JsonSerializerContext;
