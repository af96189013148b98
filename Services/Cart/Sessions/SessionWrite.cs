namespace MyArch.Cart.Sessions;

/// <summary>A session that is to be stored.</summary>
/// <param name="Before">What it replaces; null if it is a new one.</param>
/// <param name="After">The session.</param>
/// <param name="Renewal">
/// The request for which it gets a new id, in words that only a repetition of it can say, such as its idempotency key; null if it keeps its id. A new session
/// gets one anyway. Who came by an old id gets none: it may be stolen, and a new one would make of the minute that it lives as long as anybody likes.
/// </param>
/// <param name="PlacedOrder">The order that it lists for the first time, if there is one: its record is marked as placed with it.</param>
internal sealed record SessionWrite(StoredSession? Before, Session After, string? Renewal = null, string? PlacedOrder = null)
{
    /// <summary>
    /// Whether there is more to keep after it: a new session, another id, or more in a cart. A store that is full may refuse that. Not an order, however: it empties a cart, and it was taken already.
    /// </summary>
    public bool TakesRoom => PlacedOrder is null
        && (Before is not { Session: var before } || Renewal is not null || After.Lines.Count > before.Lines.Count || After.Added.Count > before.Added.Count);
}
