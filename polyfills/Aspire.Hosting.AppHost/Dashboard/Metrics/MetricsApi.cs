using System.Text.Json;
using Aspire.Hosting.Dashboard.Hosting;
using Aspire.Hosting.Dashboard.Telemetry.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aspire.Hosting.Dashboard.Metrics;

/// <summary>The values of metrics for scripts.</summary>
internal static class MetricsApi
{
    public static void Map(DashboardRoutes routes)
    {
        routes.Api.MapGet("/api/resources/{name}/metrics", GetInstruments).WithName("GetMetrics").WithSummary("The instruments of a resource with what they say now").WithTags("metrics");
        routes.Api.MapGet("/api/resources/{name}/metrics/{meter}/{instrument}", GetPoints).WithName("GetMetricPoints").WithTags("metrics")
            .WithSummary("An instrument over time: window=1m…12h (5m), by=<attribute> for a line per value, d.<attribute>=<value> (as often as needed) and none=<attribute> to filter");
    }

    private static Results<JsonHttpResult<InstrumentListJson>, ProblemHttpResult> GetInstruments(string name, MetricStore store)
    {
        var latest = store.Latest(name);
        if (latest.Count == 0)
        {
            return TypedResults.Problem($"'{name}' has sent no metrics.", statusCode: StatusCodes.Status404NotFound);
        }

        return TypedResults.Json(
            new InstrumentListJson(latest[0].Instrument.Resource.Name, [.. latest.Select(static pair => Of(pair.Instrument, pair.Value))]), MetricsJson.Default.InstrumentListJson);
    }

    private static Results<JsonHttpResult<InstrumentPointsJson>, ProblemHttpResult> GetPoints(
        string name, string meter, string instrument, HttpRequest request, MetricStore store, string? window = null, string? by = null)
    {
        if (window is not null && MetricWindow.Find(window) is null)
        {
            return TypedResults.Problem(
                $"The window must be one of {string.Join(", ", MetricWindow.All.Select(static one => one.Id))}.", title: "Unknown window", statusCode: StatusCodes.Status400BadRequest);
        }

        // Routing leaves %2F as it is, and names of meters may have slashes.
        (meter, instrument) = (Unescape(meter), Unescape(instrument));
        var length = (MetricWindow.Find(window) ?? MetricWindow.Default).Length;
        var found = store.Find(name, meter, instrument);
        var chart = store.Read(name, meter, instrument, new ChartQuery(length, MetricsQuery.ReadFilter(request.Query), by));
        if (found is null || chart is null)
        {
            return TypedResults.Problem($"'{name}' has sent no instrument '{instrument}' of a meter '{meter}'.", statusCode: StatusCodes.Status404NotFound);
        }

        return TypedResults.Json(
            new InstrumentPointsJson(
                found.Resource.Name, meter, instrument, chart.Unit, KindOf(chart.Kind), chart.Step, chart.Times,
                [.. chart.Lines.Select(static line => new PointsJson(line.Name, line.Values))],
                chart.Rates,
                store.Dimensions(name, meter, instrument).ToDictionary(static one => one.Key, static one => one.Values, StringComparer.Ordinal),
                [.. chart.Exemplars.Select(static one => new ExemplarJson(one.Time / 1000d, one.Value, one.TraceId.ToString(), one.SpanId.Value == 0 ? "" : one.SpanId.ToString()))]),
            MetricsJson.Default.InstrumentPointsJson);
    }

    private static InstrumentJson Of(Instrument instrument, LatestValue latest) => new(
        instrument.Scope.Name, instrument.Name, instrument.Description, instrument.Unit, KindOf(instrument.Kind), instrument.SeriesCount,
        new LatestJson(latest.Value, latest.RatePerSecond, latest.Percentiles?[0], latest.Percentiles?[1], latest.Percentiles?[2]));

    private static string KindOf(InstrumentKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    private static string Unescape(string name) => name.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
