namespace MyArch.Cart.Sessions;

/// <summary>A session that is to be stored.</summary>
/// <param name="Before">What it replaces; null if it is a new one.</param>
/// <param name="After">The session.</param>
/// <param name="NewSid">Whether it gets a new id; a new session gets one anyway.</param>
/// <param name="PlacedOrder">The order that it lists for the first time, if there is one: its record is marked as placed with it.</param>
internal sealed record SessionWrite(StoredSession? Before, Session After, bool NewSid = false, string? PlacedOrder = null);
