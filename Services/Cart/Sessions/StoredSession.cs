namespace MyArch.Cart.Sessions;

/// <summary>A session as it was read, with what its store needs to write the next one in its place.</summary>
/// <param name="Sid">The value of the visitor's cookie; null if it is not the session's present one, and then no cookie may be sent for it.</param>
/// <param name="Key">Where it is kept.</param>
/// <param name="Revision">Counts the writes; a session that was read at a revision replaces only that one.</param>
/// <param name="WasExtended">Whether reading it extended its life, so that the cookie's has to be extended too.</param>
internal sealed record StoredSession(Session Session, string? Sid, string Key, long Revision, bool WasExtended)
{
    /// <summary>The id that the visitor came by, if the session had it until its present one; null if he came by that, or by an even older one.</summary>
    public OldSid? Old { get; init; }
}
