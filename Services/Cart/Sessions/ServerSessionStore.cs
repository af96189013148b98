namespace MyArch.Cart.Sessions;

/// <summary>What stores on the server have in common: a session is found by the hash of its id, and a new id leaves a pointer behind.</summary>
internal abstract class ServerSessionStore : ISessionStore
{
    // As often as an id can be renewed within the minute that the old one lives, and more.
    private const int MaxMovesOfOldSids = 16;

    public async Task<StoredSession?> ReadAsync(string sid, CancellationToken cancellationToken)
    {
        if (!Sid.IsOne(sid))
        {
            return null;
        }

        var (stored, move) = await FollowAsync(Sid.KeyOf(sid), isVisitor: true, cancellationToken);
        return move is null
            ? stored is null ? null : stored with { Sid = sid }
            // Who comes with an old id is not told the new one by a mere read: it may have been stolen, which is why ids are renewed.
            : stored?.Key == move.Key ? stored with { Old = new OldSid(sid, move) } : stored;
    }

    public async Task<StoredSession?> ReadAgainAsync(string key, CancellationToken cancellationToken) => (await FollowAsync(key, isVisitor: false, cancellationToken)).Stored;

    public async Task<SessionWritten> TryWriteAsync(SessionWrite write, CancellationToken cancellationToken)
    {
        var document = SessionJson.Write(write.After);
        if (write.Before is not { } before)
        {
            var first = Sid.Create();
            return await StoreAsync(first, new RecordWrite(Sid.KeyOf(first), 0, document, MovedTo: null, SessionTimes.TimeToLive));
        }

        if (write.Renewal is not { } request || before.Sid is not { } old)
        {
            return await StoreAsync(sid: null, new RecordWrite(before.Key, before.Revision, document, MovedTo: null, SessionTimes.TimeToLive));
        }

        var salt = Sid.Create();
        var sid = Sid.Renew(old, salt, request);
        var key = Sid.KeyOf(sid);
        // The old one second, for stores that cannot write both at once: nobody knows the new id before the old one points to it.
        return await StoreAsync(
            sid,
            new(key, 0, document, MovedTo: null, SessionTimes.TimeToLive),
            new(before.Key, before.Revision, default, new Move(key, salt), SessionTimes.Moved));

        async Task<SessionWritten> StoreAsync(string? sid, params RecordWrite[] records) =>
            await TryWriteAsync(records, write, cancellationToken) ? new(SessionWriteOutcome.Stored, sid) : new(SessionWriteOutcome.Outdated);
    }

    /// <summary>Reads a record that has not expired, and extends its life if it is a session's and was not extended lately.</summary>
    protected abstract Task<SessionRecord?> ReadRecordAsync(string key, CancellationToken cancellationToken);

    /// <summary>Writes the records of a write, all if each has the expected revision, else none, and marks its order as placed.</summary>
    protected abstract Task<bool> TryWriteAsync(IReadOnlyList<RecordWrite> records, SessionWrite write, CancellationToken cancellationToken);

    // The session that a key leads to, and the first move on the way there. Whoever comes by an id that was old for long is not led on. An order that is placed late is, however often its
    // session has moved meanwhile; moves never lead back, since each leads to a key that was new.
    private async Task<(StoredSession? Stored, Move? Move)> FollowAsync(string key, bool isVisitor, CancellationToken cancellationToken)
    {
        Move? first = null;
        for (var moves = 0; !isVisitor || moves <= MaxMovesOfOldSids; moves++)
        {
            var record = await ReadRecordAsync(key, cancellationToken);
            if (record?.MovedTo is not { } move)
            {
                return (record is null ? null : new StoredSession(SessionJson.Read(record.Document.Span), Sid: null, key, record.Revision, record.WasExtended), first);
            }

            if (isVisitor && SessionTimes.Moved - record.Left >= SessionTimes.OldSid)
            {
                break;
            }

            first ??= move;
            key = move.Key;
        }

        return (null, first);
    }
}
