using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Traces.Waterfall;

/// <summary>Which branches of a waterfall are folded: those that are named, and every one from a depth on except those that are named as open.</summary>
internal sealed class WaterfallFolds(IEnumerable<SpanId> folded, IEnumerable<SpanId> opened, int? depth)
{
    /// <summary>Each row's links carry them all, and more would not fit into an address; the page's script keeps its own.</summary>
    public const int Most = 50;

    private readonly HashSet<SpanId> _folded = [.. folded];
    private readonly HashSet<SpanId> _opened = [.. opened];

    public static WaterfallFolds None { get; } = new([], [], null);

    public IReadOnlyCollection<SpanId> Folded => _folded;

    public IReadOnlyCollection<SpanId> Opened => _opened;

    /// <summary>Rows of this level and deeper start folded. Null: none does.</summary>
    public int? Depth => depth;

    public bool IsFolded(WaterfallRow row) =>
        row.Descendants > 0 && (_folded.Contains(row.Span.Id) || (row.Level >= depth && !_opened.Contains(row.Span.Id)));

    /// <summary>The same folds, but for one row, which changes.</summary>
    public WaterfallFolds Toggle(WaterfallRow row)
    {
        var id = row.Span.Id;
        return IsFolded(row)
            ? new WaterfallFolds(_folded.Where(other => other != id), row.Level >= depth ? [.. _opened, id] : _opened, depth)
            : new WaterfallFolds(row.Level >= depth ? _folded : [.. _folded, id], _opened.Where(other => other != id), depth);
    }

    /// <summary>The same folds, but for those above a row: it is seen. Nothing is folded if that were too much to say.</summary>
    public WaterfallFolds Reveal(WaterfallRow? row)
    {
        var (folded, opened) = (new HashSet<SpanId>(_folded), new HashSet<SpanId>(_opened));
        for (var at = row?.Parent; at is not null; at = at.Parent)
        {
            folded.Remove(at.Span.Id);
            if (at.Level >= depth)
            {
                opened.Add(at.Span.Id);
            }
        }

        return opened.Count > Most ? None : new WaterfallFolds(folded, opened, depth);
    }

    /// <summary>For each row whether one above it in the tree is folded.</summary>
    public bool[] Hidden(WaterfallLayout layout)
    {
        var hidden = new bool[layout.Rows.Count];
        for (var at = 0; at < hidden.Length; at++)
        {
            var row = layout.Rows[at];
            if (IsFolded(row))
            {
                Array.Fill(hidden, true, at + 1, row.Descendants);
                at += row.Descendants;
            }
        }

        return hidden;
    }
}
