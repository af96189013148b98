using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Traces.Waterfall;

/// <summary>One span of a waterfall: where it stands in the tree, and where its bar lies in the trace's time.</summary>
internal sealed class WaterfallRow
{
    public required Span Span { get; init; }

    /// <summary>The row's place from the top, with everything unfolded.</summary>
    public required int Index { get; init; }

    /// <summary>The row of the span's parent, or null for a root.</summary>
    public required WaterfallRow? Parent { get; init; }

    /// <summary>The depth in the tree: 1 for a root.</summary>
    public required int Level { get; init; }

    /// <summary>Which of its siblings the span is, from 1.</summary>
    public required int Position { get; init; }

    /// <summary>How many siblings there are, itself included.</summary>
    public required int Siblings { get; init; }

    /// <summary>Where the bar starts, in percent of the trace's duration.</summary>
    public required double Offset { get; init; }

    /// <summary>How long the bar is, in percent of the trace's duration. It is to scale, so it may be next to nothing.</summary>
    public required double Width { get; init; }

    public required RowMarks Marks { get; init; }

    /// <summary>How long a message lay in its queue: from the end of the span that sent it to the start of this one, which consumes it. Null: this is no such span.</summary>
    public TimeSpan? Waited { get; init; }

    /// <summary>How many spans are below this one, at any depth. They are the rows that follow it.</summary>
    public int Descendants { get; internal set; }

    /// <summary>How many of the spans below this one have failed.</summary>
    public int ErrorsBelow { get; internal set; }
}
