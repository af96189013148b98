using Aspire.Hosting.Dashboard.Filters;
using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Traces;

/// <summary>What the list shows: a page of traces, and how much the store has and has let go.</summary>
internal sealed record TraceListView(TraceListQuery Query, Page<Trace> Traces, TraceStore Store, IReadOnlyList<string> Resources)
{
    public TimeSpan Longest { get; } = Traces.Items.Count == 0 ? TimeSpan.Zero : Traces.Items.Max(static trace => trace.Duration);

    public bool IsLive => Query.IsNewest;

    public static TraceListView Of(TraceListQuery query, TraceStore store, TelemetryResources resources)
    {
        var filter = query.ToFilter();
        var traces = store.List(filter, (query.Page - 1) * TraceListQuery.PageSize, TraceListQuery.PageSize);
        if (traces.Items.Count == 0 && traces.Total > 0)
        {
            // Past the end, for example because the store has let go what was there: the last page.
            var last = (traces.Total - 1) / TraceListQuery.PageSize;
            query = query with { Page = last + 1 };
            traces = store.List(filter, last * TraceListQuery.PageSize, TraceListQuery.PageSize);
        }

        var names = resources.All.Where(static resource => resource.HasSpans).Select(static resource => resource.Name);
        return new TraceListView(query, traces, store, ResourceNames.Of(names, query.Resource));
    }

    /// <summary>The address of another page of the traces that are listed now, whatever comes in meanwhile.</summary>
    public string PageLink(int page) => page == 1
        ? (Query with { Page = 1, Until = null }).Link()
        : (Query with { Page = page, Until = Query.Until ?? (Query.Page == 1 && Traces.Items.Count > 0 ? Traces.Items[0].Start.AddTicks(1) : null) }).Link();

    /// <summary>A bar relative to the longest trace of the page, in percent.</summary>
    public double Share(Trace trace) => Longest > TimeSpan.Zero ? 100d * trace.Duration.Ticks / Longest.Ticks : 100;
}
