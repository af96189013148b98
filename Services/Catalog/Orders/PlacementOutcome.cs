namespace MyArch.Catalog.Orders;

/// <summary>What handing over an order did.</summary>
internal enum PlacementOutcome
{
    /// <summary>It was decided now.</summary>
    Decided,

    /// <summary>It had been decided before; nothing has changed.</summary>
    Repeated,

    /// <summary>Another order has the id; nothing has changed.</summary>
    Conflict,
}
