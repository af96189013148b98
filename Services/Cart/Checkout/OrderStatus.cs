namespace MyArch.Cart.Checkout;

/// <summary>The words for what became of an order. The other two, <c>confirmed</c> and <c>rejected</c>, are the catalog's.</summary>
internal static class OrderStatus
{
    /// <summary>Taken, and not decided yet, or the catalog cannot be asked.</summary>
    public const string Placed = "placed";
}
