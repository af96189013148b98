using MyArch.Catalog.Items;

namespace MyArch.Catalog.Orders;

/// <summary>What became of an order that was handed over.</summary>
/// <param name="Order">The order that has the id now.</param>
/// <param name="Outcome">What this attempt did.</param>
/// <param name="Taken">The items whose stock it changed, as they are after it.</param>
/// <param name="Doubtful">Products of which the cache may have an older item than the one that it was decided by.</param>
internal sealed record Placement(StoredOrder Order, PlacementOutcome Outcome, IReadOnlyList<VersionedItem> Taken, IReadOnlyList<int> Doubtful);
