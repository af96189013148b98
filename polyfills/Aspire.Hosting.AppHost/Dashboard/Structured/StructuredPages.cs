using Aspire.Hosting.Dashboard.Hosting;
using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Traces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aspire.Hosting.Dashboard.Structured;

/// <summary>The page of log records.</summary>
internal static class StructuredPages
{
    public static void Map(DashboardRoutes routes)
    {
        var pages = routes.Pages;
        pages.MapGet("/structuredlogs", static (HttpRequest request, LogStore store, TelemetryResources resources) =>
            Fragment.Answer(LogListPage.Page(List(request, store, resources))));
        pages.MapGet("/structuredlogs/resource/{name}", static (string name, HttpRequest request, LogStore store, TelemetryResources resources) =>
            Fragment.Answer(LogListPage.Page(List(request, store, resources, name))));
        pages.MapGet("/structuredlogs/rows", static (HttpRequest request, LogStore store, TelemetryResources resources) =>
            Fragment.Answer(LogListPage.Results(List(request, store, resources))));
        pages.MapGet("/structuredlogs/list", static (HttpRequest request, LogStore store, TelemetryResources resources) =>
            Fragment.Answer(LogListPage.List(List(request, store, resources))));
        pages.MapGet("/structuredlogs/panel", GetPanel);
        pages.MapPost("/structuredlogs/clear", Clear);
    }

    private static LogListView List(HttpRequest request, LogStore store, TelemetryResources resources, string? resource = null) =>
        LogListView.Of(LogListQuery.Of(request.Query, resource), store, resources);

    private static Results<RazorComponentResult, NotFound> GetPanel(HttpRequest request, LogStore store)
    {
        var query = LogListQuery.Of(request.Query, null);
        return query.Open is { } id && store.Find(id) is { } log ? Fragment.Answer(LogPanel.Of(log, query)) : TypedResults.NotFound();
    }

    private static async Task<RedirectHttpResult> Clear(HttpRequest request, LogStore store, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(cancellationToken);
        store.Clear(form["resource"].ToString() is { Length: > 0 } resource ? resource : null);
        return TypedResults.LocalRedirect(LogListQuery.Path);
    }
}
