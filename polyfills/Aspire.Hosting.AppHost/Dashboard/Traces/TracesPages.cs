using Aspire.Hosting.Dashboard.Hosting;
using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Traces.Detail;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aspire.Hosting.Dashboard.Traces;

/// <summary>The pages of traces: the list, and one trace as a waterfall.</summary>
internal static class TracesPages
{
    public static void Map(DashboardRoutes routes)
    {
        var pages = routes.Pages;
        pages.MapGet("/traces", static (HttpRequest request, TraceStore store, TelemetryResources resources) =>
            Fragment.Answer(TraceListPage.Page(List(request, store, resources))));
        pages.MapGet("/traces/resource/{name}", static (string name, HttpRequest request, TraceStore store, TelemetryResources resources) =>
            Fragment.Answer(TraceListPage.Page(List(request, store, resources, name))));
        pages.MapGet("/traces/rows", static (HttpRequest request, TraceStore store, TelemetryResources resources) =>
            Fragment.Answer(TraceListPage.Results(List(request, store, resources))));
        pages.MapGet("/traces/list", static (HttpRequest request, TraceStore store, TelemetryResources resources) =>
            Fragment.Answer(TraceListPage.List(List(request, store, resources))));
        pages.MapPost("/traces/clear", Clear);
        TraceDetailEndpoints.Map(pages);
    }

    private static TraceListView List(HttpRequest request, TraceStore store, TelemetryResources resources, string? resource = null) =>
        TraceListView.Of(TraceListQuery.Of(request.Query, resource), store, resources);

    private static async Task<RedirectHttpResult> Clear(HttpRequest request, TraceStore store, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(cancellationToken);
        store.Clear(form["resource"].ToString() is { Length: > 0 } resource ? resource : null);
        return TypedResults.LocalRedirect(TraceListQuery.Path);
    }
}
