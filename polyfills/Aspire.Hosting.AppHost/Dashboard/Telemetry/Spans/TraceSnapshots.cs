using System.Buffers;

namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>All traces at one moment, in the order in which they came, to be filtered and sorted outside of the store's lock.</summary>
internal sealed class TraceSnapshots : IDisposable
{
    private readonly TraceSnapshot[] _rented;
    private readonly int _count;

    public TraceSnapshots(IReadOnlyCollection<TraceEntry> entries)
    {
        _rented = ArrayPool<TraceSnapshot>.Shared.Rent(entries.Count);
        foreach (var entry in entries)
        {
            _rented[_count++] = entry.Snapshot();
        }
    }

    /// <summary>Those that pass, newest first.</summary>
    public Page<Trace> List(TraceTest matches, int offset, int limit)
    {
        var found = new List<(DateTime Start, int Index)>();
        for (var i = 0; i < _count; i++)
        {
            if (matches(_rented[i]))
            {
                found.Add((_rented[i].Start, i));
            }
        }

        // Of two that start together the one that came later is first.
        found.Sort(static (a, b) => b.Start.CompareTo(a.Start) is var byStart and not 0 ? byStart : b.Index.CompareTo(a.Index));
        return new([.. found.Skip(offset).Take(limit).Select(one => _rented[one.Index].Trace())], found.Count, offset);
    }

    /// <summary>The spans that pass, by start.</summary>
    public List<Span> Spans(Predicate<Span> matches)
    {
        var found = new List<Span>();
        for (var i = 0; i < _count; i++)
        {
            foreach (var span in _rented[i].Spans)
            {
                if (matches(span))
                {
                    found.Add(span);
                }
            }
        }

        found.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        return found;
    }

    public void Dispose() => ArrayPool<TraceSnapshot>.Shared.Return(_rented, clearArray: true);
}
