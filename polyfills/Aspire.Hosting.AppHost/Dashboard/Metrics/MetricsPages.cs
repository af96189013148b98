using Aspire.Hosting.Dashboard.Hosting;
using Aspire.Hosting.Dashboard.Live;
using Aspire.Hosting.Dashboard.Otlp;
using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Telemetry.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Dashboard.Metrics;

/// <summary>The page Metrics, and where metrics come from.</summary>
internal static class MetricsPages
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton(static s => new MetricStore(s.GetRequiredService<TimeProvider>(), s.GetRequiredService<TelemetryLimits>()));
        services.AddSingleton<IOtlpSignal, MetricSignal>();
        services.AddSingleton(static s => new LiveTopic("metrics", () => s.GetRequiredService<MetricStore>().Version));
        services.AddSingleton<MetricsViewBuilder>();
    }

    public static void Map(DashboardRoutes routes)
    {
        routes.Pages.MapGet("/metrics", static (HttpRequest request, MetricsViewBuilder views) => Page(MetricsQuery.Read(request.Query), views));
        routes.Pages.MapGet("/metrics/resource/{name}", static (string name, HttpRequest request, MetricsViewBuilder views) =>
            Page(MetricsQuery.Read(request.Query) with { Resource = name }, views));
        routes.Pages.MapGet("/metrics/rows", GetRows);
        routes.Pages.MapGet("/metrics/data", GetData);
        routes.Pages.MapPost("/metrics/clear", Clear);
        MetricsApi.Map(routes);
    }

    private static RazorComponentResult<MetricsPage> Page(MetricsQuery query, MetricsViewBuilder views) => new(new { View = views.Build(query) });

    private static Results<RazorComponentResult<MetricTable>, NotFound> GetRows(HttpRequest request, MetricsViewBuilder views) =>
        views.BuildTable(MetricsQuery.Read(request.Query)) is { } table ? new RazorComponentResult<MetricTable>(new { View = table }) : TypedResults.NotFound();

    private static async Task<RedirectHttpResult> Clear(HttpRequest request, MetricStore store, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(cancellationToken);
        store.Clear(form["resource"].ToString() is { Length: > 0 } resource ? resource : null);
        return TypedResults.LocalRedirect(MetricsQuery.Page);
    }

    private static Results<JsonHttpResult<MetricChartJson>, NotFound> GetData(HttpRequest request, MetricsViewBuilder views) =>
        views.BuildChart(MetricsQuery.Read(request.Query)) is { } chart ? TypedResults.Json(chart, MetricsJson.Default.MetricChartJson) : TypedResults.NotFound();
}
