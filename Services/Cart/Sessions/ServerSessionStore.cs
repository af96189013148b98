namespace MyArch.Cart.Sessions;

/// <summary>What stores on the server have in common: a session is found by the hash of its id, and a new id leaves a pointer behind.</summary>
internal abstract class ServerSessionStore : ISessionStore
{
    // As often as an id can be renewed by retries within the minute that the old one lives.
    private const int MaxMoves = 16;

    public async Task<StoredSession?> ReadAsync(string sid, CancellationToken cancellationToken)
    {
        if (!Sid.IsOne(sid))
        {
            return null;
        }

        var key = Sid.KeyOf(sid);
        var stored = await ReadAgainAsync(key, cancellationToken);
        // Who comes with an old id is not told the new one by a mere read: it may have been stolen, which is why ids are renewed.
        return stored?.Key == key ? stored with { Sid = sid } : stored;
    }

    public async Task<StoredSession?> ReadAgainAsync(string key, CancellationToken cancellationToken)
    {
        for (var moves = 0; moves <= MaxMoves; moves++)
        {
            var record = await ReadRecordAsync(key, cancellationToken);
            if (record is null)
            {
                return null;
            }

            if (record.MovedTo is null)
            {
                return new StoredSession(SessionJson.Read(record.Document.Span), Sid: null, key, record.Revision, record.WasExtended);
            }

            key = record.MovedTo;
        }

        return null;
    }

    public async Task<SessionWritten> TryWriteAsync(SessionWrite write, CancellationToken cancellationToken)
    {
        var document = SessionJson.Write(write.After);
        if (write is { Before: { } before, NewSid: false })
        {
            var replaced = await TryWriteAsync([new(before.Key, before.Revision, document, MovedTo: null, SessionTimes.TimeToLive)], write.PlacedOrder, cancellationToken);
            return new(replaced ? SessionWriteOutcome.Stored : SessionWriteOutcome.Outdated);
        }

        var sid = Sid.Create();
        var key = Sid.KeyOf(sid);
        List<RecordWrite> records = [new(key, 0, document, MovedTo: null, SessionTimes.TimeToLive)];
        if (write.Before is { } old)
        {
            // Second, for stores that cannot write both at once: nobody knows the new id before the old one points to it.
            // Of two answers to the same checkout the browser keeps whichever comes last, so that the id of the other one lives on.
            records.Add(new(old.Key, old.Revision, default, MovedTo: key, old.Sid is null ? SessionTimes.TimeToLive : SessionTimes.OldSid));
        }

        return await TryWriteAsync(records, write.PlacedOrder, cancellationToken) ? new(SessionWriteOutcome.Stored, sid) : new(SessionWriteOutcome.Outdated);
    }

    /// <summary>Reads a record that has not expired, and extends its life if it is a session's and was not extended lately.</summary>
    protected abstract Task<SessionRecord?> ReadRecordAsync(string key, CancellationToken cancellationToken);

    /// <summary>Writes all records if each has the expected revision, else none, and marks an order as placed.</summary>
    protected abstract Task<bool> TryWriteAsync(IReadOnlyList<RecordWrite> records, string? placedOrder, CancellationToken cancellationToken);
}
