namespace MyArch.Cart.Checkout;

/// <summary>What <see cref="OrderRecords.FreezeAsync"/> and <see cref="OrderRecords.FindAsync"/> found.</summary>
internal enum FreezeOutcome
{
    /// <summary>Neither the key nor the cart has an order.</summary>
    None,

    /// <summary>The order is frozen now.</summary>
    Frozen,

    /// <summary>The key, or the unchanged cart, has an order already, with the same body.</summary>
    Known,

    /// <summary>The key has been used with another body.</summary>
    OtherBody,

    /// <summary>This cart is being ordered already, under another key and with another body.</summary>
    OtherOrder,
}
