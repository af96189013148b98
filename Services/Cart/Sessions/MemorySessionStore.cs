using MyArch.Cart.Checkout;

namespace MyArch.Cart.Sessions;

/// <summary>
/// Keeps sessions in the memory of this instance: the mistake that the others correct. Another instance does not know them, and they end with the process.
/// </summary>
internal sealed class MemorySessionStore(TimeProvider time, OrderRecords orders) : ServerSessionStore
{
    /// <summary>How many sessions are kept; a new one more is refused rather than memory run out. Those that are there go on, also under a new id.</summary>
    public const int MaxSessions = 100_000;

    // Who is refused does not have all of them looked through again.
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (SessionRecord Record, DateTimeOffset Expires)> _records = [];
    private DateTimeOffset _nextSweep;

    protected override Task<SessionRecord?> ReadRecordAsync(string key, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (Find(key) is not { } found)
            {
                return Task.FromResult<SessionRecord?>(null);
            }

            var now = time.GetUtcNow();
            var extended = found.Record.MovedTo is null && found.Expires - now < SessionTimes.TimeToLive - SessionTimes.ExtendAfter;
            if (extended)
            {
                _records[key] = (found.Record, now + SessionTimes.TimeToLive);
            }

            return Task.FromResult<SessionRecord?>(found.Record with { Left = found.Expires - now, WasExtended = extended });
        }
    }

    protected override async Task<bool> TryWriteAsync(IReadOnlyList<RecordWrite> records, SessionWrite write, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (records.Any(record => (Find(record.Key)?.Record.Revision ?? 0) != record.Expected))
            {
                return false;
            }

            if (records.Any(static record => record.Expected == 0))
            {
                MakeRoom(isNewSession: records.Count == 1);
            }

            foreach (var record in records)
            {
                _records[record.Key] = (new SessionRecord(record.Expected + 1, record.Document, record.MovedTo, record.TimeToLive), time.GetUtcNow() + record.TimeToLive);
            }
        }

        if (write.PlacedOrder is { } placed)
        {
            await orders.MarkPlacedAsync(placed);
        }

        return true;
    }

    private (SessionRecord Record, DateTimeOffset Expires)? Find(string key) =>
        _records.TryGetValue(key, out var found) && found.Expires > time.GetUtcNow() ? found : null;

    private void MakeRoom(bool isNewSession)
    {
        var now = time.GetUtcNow();
        if (_records.Count >= MaxSessions && now >= _nextSweep)
        {
            _nextSweep = now + SweepInterval;
            foreach (var key in _records.Where(record => record.Value.Expires <= now).Select(static record => record.Key).ToList())
            {
                _records.Remove(key);
            }
        }

        if (_records.Count >= MaxSessions && isNewSession)
        {
            throw new SessionsUnavailableException("This instance has as many sessions as it may keep in memory.");
        }
    }
}
