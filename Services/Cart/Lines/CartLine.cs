namespace MyArch.Cart.Lines;

/// <summary>So many of one product, at the price that the visitor was shown, in euro cents.</summary>
internal sealed record CartLine(int ProductId, int Quantity, int UnitPriceCents);
