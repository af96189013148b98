using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Traces.Waterfall;

/// <summary>
/// Who is whose child among the spans of a trace. What came in need not be a tree: parents may be missing, ids may come twice, and a broken sender may make a ring; here it is one,
/// and every span is in it once. Children and roots are ordered by their start.
/// </summary>
internal sealed class SpanTree
{
    private const int None = -1;

    private readonly Span[] _spans;
    private readonly int[] _parents;
    private readonly int[] _firstChild;
    private readonly int[] _nextSibling;
    private readonly RowMarks[] _marks;

    public SpanTree(IReadOnlyList<Span> spans)
    {
        _spans = [.. spans];
        Array.Sort(_spans, ByStart);
        _parents = new int[_spans.Length];
        _firstChild = new int[_spans.Length];
        _nextSibling = new int[_spans.Length];
        _marks = new RowMarks[_spans.Length];
        FindParents();
        CutRings();
        FirstRoot = None;
        Array.Fill(_firstChild, None);
        // From the last to the first, each put before its siblings, so that siblings are in order.
        for (var at = _spans.Length - 1; at >= 0; at--)
        {
            if (_parents[at] == None)
            {
                (_nextSibling[at], FirstRoot) = (FirstRoot, at);
            }
            else
            {
                (_nextSibling[at], _firstChild[_parents[at]]) = (_firstChild[_parents[at]], at);
            }
        }
    }

    public int Count => _spans.Length;

    /// <summary>The first root, or -1 if there is no span at all; the others are its siblings.</summary>
    public int FirstRoot { get; }

    public Span this[int node] => _spans[node];

    public int FirstChild(int node) => _firstChild[node];

    public int NextSibling(int node) => _nextSibling[node];

    public RowMarks Marks(int node) => _marks[node];

    /// <summary>Of two spans that start at once the longer one comes first: it is more likely to be around the other.</summary>
    private static int ByStart(Span one, Span other)
    {
        var order = one.Start.CompareTo(other.Start);
        order = order != 0 ? order : other.Duration.CompareTo(one.Duration);
        return order != 0 ? order : one.Id.Value.CompareTo(other.Id.Value);
    }

    private void FindParents()
    {
        var nodes = new Dictionary<SpanId, int>(_spans.Length);
        for (var at = 0; at < _spans.Length; at++)
        {
            nodes.TryAdd(_spans[at].Id, at);
        }

        for (var at = 0; at < _spans.Length; at++)
        {
            _parents[at] = None;
            if (_spans[at].ParentId.IsEmpty)
            {
                continue;
            }

            if (!nodes.TryGetValue(_spans[at].ParentId, out var parent))
            {
                _marks[at] |= RowMarks.ParentMissing;
                continue;
            }

            _parents[at] = parent;
            if (_spans[at].Start < _spans[parent].Start)
            {
                _marks[at] |= RowMarks.StartsBeforeParent;
            }
        }
    }

    /// <summary>Goes up from every span, once over each; who meets the own path has found a ring.</summary>
    private void CutRings()
    {
        var paths = new int[_spans.Length];
        for (var start = 0; start < _spans.Length; start++)
        {
            var at = start;
            while (at != None && paths[at] == 0)
            {
                paths[at] = start + 1;
                at = _parents[at];
            }

            if (at != None && paths[at] == start + 1)
            {
                CutRing(at);
            }
        }
    }

    private void CutRing(int member)
    {
        var first = member;
        for (var at = _parents[member]; at != member; at = _parents[at])
        {
            first = Math.Min(first, at);
        }

        _parents[first] = None;
        _marks[first] = RowMarks.ParentsInRing;
    }
}
