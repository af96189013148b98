namespace MyArch.Cart.Sessions;

/// <summary>What a store on the server keeps under a key: a session, or where it has moved.</summary>
/// <param name="Revision">The number of the write.</param>
/// <param name="Document">The session's JSON; empty if it has moved.</param>
/// <param name="MovedTo">Where the session is now; null if it is here.</param>
/// <param name="Left">How long it is still kept, as it was read.</param>
internal sealed record SessionRecord(long Revision, ReadOnlyMemory<byte> Document, Move? MovedTo, TimeSpan Left)
{
    /// <summary>Whether reading it extended its life.</summary>
    public bool WasExtended { get; init; }
}
