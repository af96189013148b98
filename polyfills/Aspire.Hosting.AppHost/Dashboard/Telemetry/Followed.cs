namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>An item that somebody follows.</summary>
/// <param name="Item">The item.</param>
/// <param name="Dropped">How many had to go since the item before, because the follower reads too slowly.</param>
internal readonly record struct Followed<T>(T Item, long Dropped);
