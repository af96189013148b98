namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>A trace in the store. Everything but a snapshot's own methods is called under the store's lock.</summary>
internal sealed class TraceEntry(TraceId id)
{
    /// <summary>Up to here a walk over the ids is no slower than a table.</summary>
    private const int Few = 16;

    // Grows by being replaced: the elements below a count that was once handed out never change.
    private Span[] _spans = [];
    private HashSet<SpanId>? _ids;
    private Trace? _known;

    /// <summary>The entry, its place in the table and in the order, and its snapshot. Estimated.</summary>
    public const int OverheadBytes = 400;

    public TraceId Id { get; } = id;

    public int Count { get; private set; }

    public long SpanBytes { get; private set; }

    public DateTime Start { get; private set; } = DateTime.MaxValue;

    public DateTime End { get; private set; }

    public bool HasError { get; private set; }

    public IEnumerable<Span> Spans() => _spans.Take(Count);

    /// <summary>False: a span of that id is there.</summary>
    public bool TryAdd(Span span)
    {
        if (Contains(span.Id))
        {
            return false;
        }

        if (Count == _spans.Length)
        {
            Array.Resize(ref _spans, Math.Max(2, Count * 2));
        }

        _spans[Count++] = span;
        _ids?.Add(span.Id);
        SpanBytes += SpanSize.Of(span);
        Start = span.Start < Start ? span.Start : Start;
        End = span.End > End ? span.End : End;
        HasError |= span.IsError;
        return true;
    }

    private bool Contains(SpanId id)
    {
        if (_ids is not null)
        {
            return _ids.Contains(id);
        }

        for (var i = 0; i < Count; i++)
        {
            if (_spans[i].Id == id)
            {
                return true;
            }
        }

        if (Count >= Few)
        {
            _ids = [.. Spans().Select(span => span.Id)];
        }

        return false;
    }

    public void Clear()
    {
        _spans = [];
        _ids = null;
        _known = null;
        Count = 0;
        SpanBytes = 0;
        Start = DateTime.MaxValue;
        End = default;
        HasError = false;
    }

    public TraceSnapshot Snapshot() => new(this, _spans, Count, _known);

    /// <summary>Called outside the lock; the worst of a race is that a snapshot is made again.</summary>
    public void Remember(Trace trace, Span[] source)
    {
        if (ReferenceEquals(_spans, source))
        {
            _known = trace;
        }
    }
}
