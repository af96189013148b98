namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>The log records that are known, in memory: a queue from which the oldest go. Readers copy references under the lock and filter outside.</summary>
internal sealed class LogStore
{
    private readonly TelemetryLimits _limits;
    private readonly Lock _lock = new();
    private readonly Queue<LogRecord> _records = new();
    private readonly Followers<LogRecord, long> _followers;
    private long _bytes;
    private long _lastId;
    private long _dropped;
    private long _version;

    public LogStore()
        : this(new TelemetryLimits())
    {
    }

    public LogStore(TelemetryLimits limits)
    {
        _limits = limits;
        _followers = new(_lock, static record => record.Id, LogSize.Of);
    }

    /// <summary>Records that are gone to make room. Not those that a person cleared.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _records.Count;
            }
        }
    }

    /// <summary>What the store holds, in estimated bytes.</summary>
    public long EstimatedBytes => Interlocked.Read(ref _bytes);

    /// <summary>Grows with every change.</summary>
    public long Version => Interlocked.Read(ref _version);

    public void Add(IReadOnlyList<LogRecord> batch)
    {
        if (batch.Count == 0)
        {
            return;
        }

        IReadOnlyList<Follower<LogRecord>> followers;
        lock (_lock)
        {
            followers = _followers.Now;
            for (var i = 0; i < batch.Count; i++)
            {
                var record = batch[i];
                record.Resource.HasLogs = true;
                record.Id = ++_lastId;
                _records.Enqueue(record);
                _bytes += LogSize.Of(record);
                while (_records.Count > _limits.MaxLogCount || (_bytes > _limits.MaxLogBytes && _records.Count > 0))
                {
                    _bytes -= LogSize.Of(_records.Dequeue());
                    _dropped++;
                }
            }

            Interlocked.Increment(ref _version);
        }

        Followers<LogRecord, long>.Tell(followers, batch);
    }

    /// <summary>Newest first.</summary>
    /// <param name="filter">What to show.</param>
    /// <param name="offset">From 0; beyond the end: an empty page.</param>
    /// <param name="limit">At least 0.</param>
    public Page<LogRecord> List(LogFilter filter, int offset, int limit)
    {
        var test = new LogFilterTest(filter);
        return ListWhere(test.Matches, offset, limit);
    }

    /// <inheritdoc cref="List(LogFilter, int, int)"/>
    /// <param name="matches">Whether to show a record.</param>
    public Page<LogRecord> ListWhere(Predicate<LogRecord> matches, int offset, int limit)
    {
        var found = NewestFirst(Records(), matches);
        return new([.. found.Skip(offset).Take(limit)], found.Count, offset);
    }

    /// <summary>The records that are there and pass (by time), then those that come and pass, as they arrive.</summary>
    public IAsyncEnumerable<Followed<LogRecord>> FollowAsync(Predicate<LogRecord> matches, CancellationToken cancellationToken) =>
        _followers.FollowAsync(matches, Records, all => NewestFirst(all, matches).AsEnumerable().Reverse(), LookUp, cancellationToken);

    private IEnumerable<LogRecord?> LookUp(ArraySegment<long> ids)
    {
        var wanted = ids.ToHashSet();
        var found = Records().Where(record => wanted.Contains(record.Id)).ToDictionary(static record => record.Id);
        return [.. ids.Select(found.GetValueOrDefault)];
    }

    private static List<LogRecord> NewestFirst(LogRecord[] records, Predicate<LogRecord> matches)
    {
        List<LogRecord> found = [.. records.Where(record => matches(record))];
        found.Sort(static (a, b) => b.Time.CompareTo(a.Time) is var byTime and not 0 ? byTime : b.Id.CompareTo(a.Id));
        return found;
    }

    /// <summary>Null: not known (or no longer).</summary>
    public LogRecord? Find(long id) => Array.Find(Records(), record => record.Id == id);

    private LogRecord[] Records()
    {
        lock (_lock)
        {
            return [.. _records];
        }
    }

    /// <summary>Removes the records of a resource (by name), or everything.</summary>
    public void Clear(string? resource)
    {
        lock (_lock)
        {
            LogRecord[] kept = resource is null ? [] : [.. _records.Where(record => !record.Resource.Is(resource))];
            _records.Clear();
            _bytes = 0;
            foreach (var record in kept)
            {
                _records.Enqueue(record);
                _bytes += LogSize.Of(record);
            }

            Interlocked.Increment(ref _version);
        }
    }
}
