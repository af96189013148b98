using Aspire.Hosting.Dashboard.Layout;
using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Traces.Waterfall;

namespace Aspire.Hosting.Dashboard.Traces.Detail;

/// <summary>A trace as a person looks at it now: which rows of its waterfall are shown, folded, found and open.</summary>
internal sealed class TraceView
{
    /// <summary>Rows that a browser takes in one page without a stumble.</summary>
    public const int PageSize = 2_000;

    private static readonly HashSet<SpanId> EmptySet = [];

    private readonly ResourceAddresses _resources;
    private readonly bool[] _hidden;
    private readonly List<WaterfallRow> _rows;
    private readonly Dictionary<SpanId, TelemetryResource> _calls = [];

    public TraceView(Trace trace, TraceDetailQuery query, ResourceAddresses resources)
    {
        (Trace, Query) = (trace, query);
        _resources = resources;
        Layout = WaterfallLayout.Of(trace.Spans);
        Selected = query.Span is { } span ? Layout.Find(span) : null;
        Folds = query.Folds.Reveal(Selected);
        _hidden = Folds.Hidden(Layout);
        _rows = query.Resource is { } resource ? Branches(Layout.Rows, resource) : [.. Layout.Rows];
        PageCount = Math.Max(1, (_rows.Count + PageSize - 1) / PageSize);
        Page = Math.Min(query.Page ?? PageOf(Selected), PageCount);
        Rows = _rows.Slice((Page - 1) * PageSize, Math.Min(PageSize, _rows.Count - ((Page - 1) * PageSize)));
        Ticks = TimeRuler.Of(Layout.Duration);
        Found = query.Text is { } text ? _rows.Where(row => SpanSearch.Matches(row.Span, SpanPeer.Of(row.Span, resources), text)).Select(static row => row.Span.Id).ToHashSet() : EmptySet;
        foreach (var row in Layout.Rows)
        {
            if (row.Parent is { } parent && parent.Span.Resource.Name != row.Span.Resource.Name && row.Span.Kind is SpanKind.Server or SpanKind.Consumer)
            {
                _calls.TryAdd(parent.Span.Id, row.Span.Resource);
            }
        }

        Places = [.. trace.Spans.Select(PlaceOf).OfType<SpanPeer>()
            .GroupBy(static peer => (peer.Kind, peer.Name))
            .OrderByDescending(static group => group.Count()).ThenBy(static group => group.Key.Name, StringComparer.Ordinal)
            .Select(static group => (group.First(), group.Count()))];
        Colours = ColoursOf(trace).Add(Places.Select(static place => place.Peer.Name));
    }

    public Trace Trace { get; }

    public TraceDetailQuery Query { get; }

    public WaterfallLayout Layout { get; }

    /// <summary>The rows of this page.</summary>
    public IReadOnlyList<WaterfallRow> Rows { get; }

    public IReadOnlyList<RulerTick> Ticks { get; }

    /// <summary>The span whose details are open, if the trace has it.</summary>
    public WaterfallRow? Selected { get; }

    /// <summary>The folds of the address, but for those above the open span.</summary>
    public WaterfallFolds Folds { get; }

    /// <summary>The spans that the search found.</summary>
    public IReadOnlySet<SpanId> Found { get; }

    public int Page { get; }

    public int PageCount { get; }

    /// <summary>The rows that the filter leaves, of all pages.</summary>
    public int RowCount => _rows.Count;

    /// <summary>Grows when spans come in; a page that has this much is up to date.</summary>
    public int Seen => Trace.Spans.Count;

    public IReadOnlyList<string> Notes => Selected is null && Query.Span is { } span
        ? [.. Query.Notes, $"This trace has no span {span}. It may not have come in yet."]
        : Query.Notes;

    public string SpanLink(WaterfallRow row) => (Query with { Span = row.Span.Id, Page = null }).Link();

    public string FoldLink(WaterfallRow row) => (Query with { Folds = Folds.Toggle(row) }).Link();

    /// <summary>Whom the span calls: the resource that answered, or the place that its attributes name. Of a message it is the queue, on both sides.</summary>
    public string? PeerOf(WaterfallRow row) => PlaceOf(row.Span)?.Name ?? AnsweredBy(row.Span)?.Name;

    /// <summary>The place that the span's attributes name, unless a resource answered with a span of its own. Of a message it is the queue.</summary>
    public SpanPeer? PlaceOf(Span span) => SpanPeer.Of(span, _resources) is { } peer && (peer.Kind == PeerKind.Queue || AnsweredBy(span) is null) ? peer : null;

    public bool IsHidden(WaterfallRow row) => _hidden[row.Index];

    /// <summary>A row that is only here because something below it is.</summary>
    public bool IsAside(WaterfallRow row) => Query.Resource is { } resource && !row.Span.Resource.Is(resource);

    /// <summary>The resource that answered the span's call and sent a span of its own, or null.</summary>
    public TelemetryResource? AnsweredBy(Span span) => _calls.GetValueOrDefault(span.Id);

    /// <summary>The places without telemetry of their own that the trace went to, with how often, the busiest first.</summary>
    public IReadOnlyList<(SpanPeer Peer, int Spans)> Places { get; }

    /// <summary>Of the resources and places of the trace, all different as far as there are colours.</summary>
    public DistinctColours Colours { get; }

    /// <summary>Of the resources of a trace. Its places come after them, so that a list shows the same colours without looking for places.</summary>
    public static DistinctColours ColoursOf(Trace trace) => new DistinctColours().Add(trace.Resources.Select(static part => part.Resource.Name));

    private int PageOf(WaterfallRow? row) => row is null ? 1 : (Math.Max(0, _rows.IndexOf(row)) / PageSize) + 1;

    /// <summary>The rows of one resource and all rows above them.</summary>
    private static List<WaterfallRow> Branches(IReadOnlyList<WaterfallRow> rows, string resource)
    {
        var kept = new bool[rows.Count];
        foreach (var row in rows)
        {
            if (row.Span.Resource.Is(resource))
            {
                for (var at = row; at is not null && !kept[at.Index]; at = at.Parent)
                {
                    kept[at.Index] = true;
                }
            }
        }

        return [.. rows.Where(row => kept[row.Index])];
    }
}
