namespace MyArch.Cart.Catalog;

/// <summary>What some items cost now, as the catalog answers; unknown ones are left out.</summary>
internal sealed record CatalogPrices(IReadOnlyList<CatalogPrice> Items);
