using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Traces.Waterfall;

/// <summary>A trace as a picture: every span once, parents before their children, with a bar to the scale of the whole trace.</summary>
internal sealed class WaterfallLayout
{
    private WaterfallLayout(DateTime start, TimeSpan duration, IReadOnlyList<WaterfallRow> rows)
    {
        (Start, Duration, Rows) = (start, duration, rows);
        Depth = rows.Count == 0 ? 0 : rows.Max(static row => row.Level);
    }

    /// <summary>When the earliest span starts, whatever its clock is worth.</summary>
    public DateTime Start { get; }

    /// <summary>From the earliest start to the latest end.</summary>
    public TimeSpan Duration { get; }

    public IReadOnlyList<WaterfallRow> Rows { get; }

    /// <summary>How many levels the tree has.</summary>
    public int Depth { get; }

    public static WaterfallLayout Of(IReadOnlyList<Span> spans)
    {
        if (spans.Count == 0)
        {
            return new WaterfallLayout(default, default, []);
        }

        var start = spans.Min(static span => span.Start);
        var duration = spans.Max(static span => span.End) - start;
        var rows = RowsOf(new SpanTree(spans), start, duration);
        CountBelow(rows);
        return new WaterfallLayout(start, duration, rows);
    }

    /// <summary>Where a moment lies, in percent of the trace; 0 and 100 for what is outside of it.</summary>
    public double Percent(DateTime time) => Math.Clamp(Percent(time - Start, Duration), 0, 100);

    public WaterfallRow? Find(SpanId span) => Rows.FirstOrDefault(row => row.Span.Id == span);

    /// <summary>A trace that takes no time at all is one moment, and every bar is all of it.</summary>
    private static double Percent(TimeSpan part, TimeSpan whole) => whole > TimeSpan.Zero ? 100d * part.Ticks / whole.Ticks : 0;

    private static List<WaterfallRow> RowsOf(SpanTree tree, DateTime start, TimeSpan duration)
    {
        var rows = new List<WaterfallRow>(tree.Count);
        // A chain may be as deep as the trace has spans: no recursion.
        var pending = new Stack<(int Node, WaterfallRow? Parent, int Position, int Siblings)>();
        pending.Push((tree.FirstRoot, null, 1, CountSiblings(tree, tree.FirstRoot)));
        while (pending.TryPop(out var next))
        {
            var span = tree[next.Node];
            var row = new WaterfallRow
            {
                Span = span,
                Index = rows.Count,
                Parent = next.Parent,
                Level = (next.Parent?.Level ?? 0) + 1,
                Position = next.Position,
                Siblings = next.Siblings,
                Offset = Percent(span.Start - start, duration),
                Width = duration > TimeSpan.Zero ? Percent(span.Duration, duration) : 100,
                Marks = tree.Marks(next.Node),
                Waited = WaitOf(span, next.Parent?.Span),
            };
            rows.Add(row);
            if (tree.NextSibling(next.Node) is >= 0 and var sibling)
            {
                pending.Push((sibling, next.Parent, next.Position + 1, next.Siblings));
            }

            if (tree.FirstChild(next.Node) is >= 0 and var child)
            {
                pending.Push((child, row, 1, CountSiblings(tree, child)));
            }
        }

        return rows;
    }

    private static int CountSiblings(SpanTree tree, int node)
    {
        var count = 0;
        for (; node >= 0; node = tree.NextSibling(node))
        {
            count++;
        }

        return count;
    }

    private static TimeSpan? WaitOf(Span span, Span? parent) =>
        span.Kind == SpanKind.Consumer && parent is { Kind: SpanKind.Producer } && span.Start > parent.End ? span.Start - parent.End : null;

    private static void CountBelow(List<WaterfallRow> rows)
    {
        for (var at = rows.Count - 1; at >= 0; at--)
        {
            if (rows[at].Parent is { } parent)
            {
                parent.Descendants += rows[at].Descendants + 1;
                parent.ErrorsBelow += rows[at].ErrorsBelow + (rows[at].Span.IsError ? 1 : 0);
            }
        }
    }
}
