using System.Globalization;
using Aspire.Hosting.Dashboard.Resources;
using Aspire.Hosting.Dashboard.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Aspire.Hosting.Dashboard.Traces.Detail;

/// <summary>One trace: its page, and the parts of it that scripts exchange.</summary>
internal static class TraceDetailEndpoints
{
    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("/traces/detail/{id}", GetPage);
        pages.MapGet("/traces/detail/{id}/view", GetView);
        pages.MapGet("/traces/detail/{id}/panel", GetPanel);
        pages.MapGet("/traces/detail/{id}/matches", GetMatches);
    }

    private static RazorComponentResult GetPage(string id, HttpRequest request, TraceStore traces, LogStore logs, ResourceBoard resources)
    {
        if (View(id, request, traces, resources) is not { } view)
        {
            return Fragment.Answer(TraceMissingPage.Of(id, TraceId.TryParse(id, out _), traces), StatusCodes.Status404NotFound);
        }

        return Fragment.Answer(TraceDetailPage.Page(view, SpanView.Of(view, traces, logs)));
    }

    /// <summary>What changes while spans come in, or 204 if none has since <c>seen</c>.</summary>
    private static Results<RazorComponentResult, NoContent, NotFound> GetView(string id, HttpRequest request, TraceStore traces, LogStore logs, ResourceBoard resources)
    {
        if (Find(id, traces) is not { } trace)
        {
            return TypedResults.NotFound();
        }

        if (request.Query["seen"] == trace.Spans.Count.ToString(CultureInfo.InvariantCulture))
        {
            return TypedResults.NoContent();
        }

        var view = View(trace, request, resources);
        return Fragment.Answer(TraceDetailPage.Body(view, SpanView.Of(view, traces, logs)));
    }

    private static Results<RazorComponentResult, NotFound> GetPanel(string id, HttpRequest request, TraceStore traces, LogStore logs, ResourceBoard resources) =>
        View(id, request, traces, resources) is { } view && SpanView.Of(view, traces, logs) is { } span ? Fragment.Answer(SpanPanel.Of(span)) : TypedResults.NotFound();

    /// <summary>The ids of the spans that a search finds, in the order of the rows.</summary>
    private static Results<Ok<IEnumerable<string>>, NotFound> GetMatches(string id, HttpRequest request, TraceStore traces, ResourceBoard resources)
    {
        if (View(id, request, traces, resources) is not { } view)
        {
            return TypedResults.NotFound();
        }

        return TypedResults.Ok(view.Layout.Rows.Where(row => view.Found.Contains(row.Span.Id)).Select(static row => row.Span.Id.ToString()));
    }

    private static Trace? Find(string id, TraceStore traces) => TraceId.TryParse(id, out var traceId) ? traces.Find(traceId) : null;

    private static TraceView? View(string id, HttpRequest request, TraceStore traces, ResourceBoard resources) => Find(id, traces) is { } trace ? View(trace, request, resources) : null;

    private static TraceView View(Trace trace, HttpRequest request, ResourceBoard resources) =>
        new(trace, TraceDetailQuery.Of(trace.Id, request.Query), ResourceAddresses.Of(resources.Visible));
}
