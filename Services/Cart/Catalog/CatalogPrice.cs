namespace MyArch.Cart.Catalog;

/// <summary>What one item costs now, in euro cents.</summary>
internal sealed record CatalogPrice(int ProductId, int UnitPriceCents);
