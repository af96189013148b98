namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>
/// The traces that are known, in memory. Writers hold the lock for the time of a few look-ups per span; readers for that of copying one reference per
/// trace, and do everything else (sorting, filtering) outside.
/// </summary>
internal sealed class TraceStore
{
    private readonly TelemetryLimits _limits;
    private readonly Lock _lock = new();
    private readonly Dictionary<TraceId, TraceEntry> _entries = [];
    private readonly Queue<TraceEntry> _order = new();
    private readonly Followers<Span, (TraceId, SpanId)> _followers;
    private long _bytes;
    private long _received;
    private long _dropped;
    private long _version;
    private int _spans;

    public TraceStore()
        : this(new TelemetryLimits())
    {
    }

    public TraceStore(TelemetryLimits limits)
    {
        _limits = limits;
        _followers = new(_lock, static span => (span.TraceId, span.Id), static span => SpanSize.Of(span));
    }

    /// <summary>Spans that came, whatever became of them.</summary>
    public long SpansReceived => Interlocked.Read(ref _received);

    /// <summary>Spans that were once received and are gone to make room, and those that found none. Not those that a person cleared.</summary>
    public long SpansDropped => Interlocked.Read(ref _dropped);

    public int SpanCount => Volatile.Read(ref _spans);

    public int TraceCount
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>What the store holds, in estimated bytes.</summary>
    public long EstimatedBytes => Interlocked.Read(ref _bytes);

    /// <summary>Grows with every change.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>Spans that are there already (same trace, same id: a sender's repetition) are kept once.</summary>
    public void Add(IReadOnlyList<Span> batch)
    {
        if (batch.Count == 0)
        {
            return;
        }

        IReadOnlyList<Follower<Span>> followers;
        List<Span>? added;
        lock (_lock)
        {
            followers = _followers.Now;
            added = followers.Count > 0 ? new(batch.Count) : null;
            TraceEntry? entry = null;
            for (var i = 0; i < batch.Count; i++)
            {
                var span = batch[i];
                span.Resource.HasSpans = true;
                if (entry is null || entry.Id != span.TraceId || entry.Count == 0)
                {
                    entry = EntryOf(span.TraceId);
                }

                AddTo(entry, span, added);
            }

            Evict();
            Interlocked.Add(ref _received, batch.Count);
            Interlocked.Increment(ref _version);
        }

        if (added is not null)
        {
            Followers<Span, (TraceId, SpanId)>.Tell(followers, added);
        }
    }

    private TraceEntry EntryOf(TraceId id)
    {
        if (!_entries.TryGetValue(id, out var entry))
        {
            entry = new(id);
            _entries.Add(id, entry);
            _order.Enqueue(entry);
            _bytes += TraceEntry.OverheadBytes;
        }

        return entry;
    }

    private void AddTo(TraceEntry entry, Span span, List<Span>? added)
    {
        if (entry.Count >= _limits.MaxSpansPerTrace)
        {
            _dropped++;
        }
        else if (entry.TryAdd(span))
        {
            _bytes += SpanSize.Of(span);
            _spans++;
            added?.Add(span);
            // A batch of giants must not be in memory as a whole before the oldest go.
            if (_bytes > _limits.MaxTraceBytes + (_limits.MaxTraceBytes >> 3))
            {
                Evict();
            }
        }
    }

    private void Evict()
    {
        while ((_entries.Count > _limits.MaxTraceCount || _bytes > _limits.MaxTraceBytes) && _order.TryDequeue(out var oldest))
        {
            _entries.Remove(oldest.Id);
            _dropped += Forget(oldest);
        }
    }

    private int Forget(TraceEntry entry)
    {
        var count = entry.Count;
        _spans -= count;
        _bytes -= entry.SpanBytes + TraceEntry.OverheadBytes;
        entry.Clear();
        return count;
    }

    /// <summary>Newest first.</summary>
    /// <param name="filter">What to show.</param>
    /// <param name="offset">From 0; beyond the end: an empty page.</param>
    /// <param name="limit">At least 0.</param>
    public Page<Trace> List(TraceFilter filter, int offset, int limit)
    {
        var test = new TraceFilterTest(filter);
        return ListWhere(test.Matches, offset, limit);
    }

    /// <inheritdoc cref="List(TraceFilter, int, int)"/>
    /// <param name="matches">Whether to show a trace.</param>
    public Page<Trace> ListWhere(TraceTest matches, int offset, int limit)
    {
        using var all = All();
        return all.List(matches, offset, limit);
    }

    /// <summary>Whether <see cref="Find"/> has something.</summary>
    public bool Contains(TraceId id)
    {
        lock (_lock)
        {
            return _entries.ContainsKey(id);
        }
    }

    /// <summary>Null: not known (or no longer).</summary>
    public Trace? Find(TraceId id)
    {
        TraceSnapshot snapshot;
        lock (_lock)
        {
            if (!_entries.TryGetValue(id, out var entry))
            {
                return null;
            }

            snapshot = entry.Snapshot();
        }

        return snapshot.Trace();
    }

    /// <summary>All spans that pass, by start.</summary>
    public IReadOnlyList<Span> FindSpans(Predicate<Span> matches)
    {
        using var all = All();
        return all.Spans(matches);
    }

    /// <summary>The spans that are there and pass (by start), then those that come and pass, as they arrive.</summary>
    public IAsyncEnumerable<Followed<Span>> FollowAsync(Predicate<Span> matches, CancellationToken cancellationToken)
    {
        return _followers.FollowAsync(matches, All, Find, LookUp, cancellationToken);

        IEnumerable<Span> Find(TraceSnapshots all)
        {
            using (all)
            {
                return all.Spans(matches);
            }
        }
    }

    private Span?[] LookUp(ArraySegment<(TraceId Trace, SpanId Span)> keys)
    {
        lock (_lock)
        {
            return [.. keys.Select(key => _entries.TryGetValue(key.Trace, out var entry) ? entry.Spans().FirstOrDefault(span => span.Id == key.Span) : null)];
        }
    }

    private TraceSnapshots All()
    {
        lock (_lock)
        {
            return new TraceSnapshots(_order);
        }
    }

    /// <summary>Removes the spans of a resource (by name), or everything.</summary>
    public void Clear(string? resource)
    {
        lock (_lock)
        {
            var kept = new List<TraceEntry>(_entries.Count);
            foreach (var entry in _order)
            {
                Forget(entry, resource, kept);
            }

            _order.Clear();
            foreach (var entry in kept)
            {
                _order.Enqueue(entry);
            }

            Interlocked.Increment(ref _version);
        }
    }

    private void Forget(TraceEntry entry, string? resource, List<TraceEntry> kept)
    {
        var remaining = resource is null ? [] : entry.Spans().Where(span => !span.Resource.Is(resource)).ToArray();
        if (remaining.Length == entry.Count)
        {
            kept.Add(entry);
            return;
        }

        Forget(entry);
        _entries.Remove(entry.Id);
        if (remaining.Length == 0)
        {
            return;
        }

        // Another entry: a reader that is still busy with the old one may remember there what it has made.
        entry = new(entry.Id);
        _entries.Add(entry.Id, entry);
        _bytes += TraceEntry.OverheadBytes;
        foreach (var span in remaining)
        {
            AddTo(entry, span, added: null);
        }

        kept.Add(entry);
    }
}
