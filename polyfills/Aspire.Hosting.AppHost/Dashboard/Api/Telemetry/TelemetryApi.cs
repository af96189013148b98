using Aspire.Hosting.Dashboard.Hosting;
using Aspire.Hosting.Dashboard.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aspire.Hosting.Dashboard.Api.Telemetry;

/// <summary>
/// Telemetry for scripts: the routes, the parameters and the shape of Aspire's own dashboard, so that what reads from this one reads from that one too.
/// </summary>
/// <seealso href="https://github.com/microsoft/aspire/blob/v13.5.1/docs/specs/dashboard-http-api.md"/>
internal static class TelemetryApi
{
    private const int DefaultLimit = 200;
    private const int DefaultTraceLimit = 100;

    public static void Map(DashboardRoutes routes)
    {
        routes.Api.MapPost("/api/telemetry/validateToken", TokenExchange.Try).AllowAnonymous()
            .WithName("ValidateToken").WithSummary("The API's key for the token of the login link.");
        routes.Api.MapGet("/api/telemetry/resources", GetResources)
            .WithName("GetTelemetryResources").WithSummary("Resources that have sent telemetry.");
        routes.Api.MapGet("/api/telemetry/spans", GetSpansAsync)
            .WithName("GetSpans").WithSummary("Spans as OTLP JSON, the newest ones; follow=true streams them line by line.");
        routes.Api.MapGet("/api/telemetry/logs", GetLogsAsync)
            .WithName("GetLogs").WithSummary("Log records as OTLP JSON, the newest ones; follow=true streams them line by line.");
        routes.Api.MapGet("/api/telemetry/traces", GetTracesAsync)
            .WithName("GetTraces").WithSummary("The spans of the newest traces as OTLP JSON.");
        routes.Api.MapGet("/api/telemetry/traces/{traceId}", GetTraceAsync)
            .WithName("GetTrace").WithSummary("The spans of one trace as OTLP JSON.");
    }

    private static JsonHttpResult<TelemetryResourceInfo[]> GetResources(TelemetryResources resources) =>
        TypedResults.Json<TelemetryResourceInfo[]>([.. resources.All.Select(TelemetryResourceInfo.Of)], TelemetryApiJson.Default.TelemetryResourceInfoArray);

    private static async Task GetSpansAsync(HttpContext context, TraceStore store, TelemetryResources resources, FollowerPlaces places)
    {
        if (!TelemetryQuery.TryRead(context.Request.Query, out var query, out var problem))
        {
            await TelemetryProblems.BadRequestAsync(context, problem);
            return;
        }

        bool Matches(Span span) => query.HasError is not { } hasError || span.IsError == hasError;
        if (query.Follow)
        {
            using var place = places.TryTake();
            if (place is null)
            {
                await TelemetryProblems.TooManyFollowersAsync(context);
                return;
            }

            var chosen = new ResourceChoice(resources, query.Resources);
            var spans = store.FollowAsync(span => Matches(span) && query.HasTraceId(span.TraceId) && query.Search.Matches(span) && chosen.Contains(span.Resource), context.RequestAborted);
            await NdJson.WriteAsync(context, spans, (json, span) => OtlpJson.WriteSpanAsync(json, span, context.RequestAborted));
            return;
        }

        if (!ResourceChoice.TryFind(resources, query.Resources, out var choice))
        {
            await TelemetryProblems.UnknownResourceAsync(context);
            return;
        }

        var found = store.FindSpans(span => Matches(span) && choice.Contains(span.Resource) && query.HasTraceId(span.TraceId) && query.Search.Matches(span));
        var returned = Last(found, query.Limit ?? DefaultLimit);
        await TelemetryAnswer.WriteAsync(context, json => OtlpJson.WriteSpansAsync(json, returned, context.RequestAborted), found.Count, returned.Count);
    }

    private static async Task GetLogsAsync(HttpContext context, LogStore store, TelemetryResources resources, FollowerPlaces places)
    {
        if (!TelemetryQuery.TryRead(context.Request.Query, out var query, out var problem))
        {
            await TelemetryProblems.BadRequestAsync(context, problem);
            return;
        }

        bool Matches(LogRecord record) => (query.Severity is not { } severity || record.Severity >= severity)
            && query.HasTraceId(record.TraceId) && query.Search.Matches(record);
        if (query.Follow)
        {
            using var place = places.TryTake();
            if (place is null)
            {
                await TelemetryProblems.TooManyFollowersAsync(context);
                return;
            }

            var chosen = new ResourceChoice(resources, query.Resources);
            var records = store.FollowAsync(record => Matches(record) && chosen.Contains(record.Resource), context.RequestAborted);
            await NdJson.WriteAsync(context, records, (json, record) => OtlpJson.WriteLogAsync(json, record, context.RequestAborted));
            return;
        }

        if (!ResourceChoice.TryFind(resources, query.Resources, out var choice))
        {
            await TelemetryProblems.UnknownResourceAsync(context);
            return;
        }

        var page = store.ListWhere(record => choice.Contains(record.Resource) && Matches(record), 0, query.Limit ?? DefaultLimit);
        await TelemetryAnswer.WriteAsync(context, json => OtlpJson.WriteLogsAsync(json, [.. page.Items.Reverse()], context.RequestAborted), page.Total, page.Items.Count);
    }

    private static async Task GetTracesAsync(HttpContext context, TraceStore store, TelemetryResources resources)
    {
        if (!TelemetryQuery.TryRead(context.Request.Query, out var query, out var problem))
        {
            await TelemetryProblems.BadRequestAsync(context, problem);
        }
        else if (!ResourceChoice.TryFind(resources, query.Resources, out var choice))
        {
            await TelemetryProblems.UnknownResourceAsync(context);
        }
        else
        {
            var page = store.ListWhere(
                (in TraceSnapshot trace) => (query.HasError is not { } hasError || trace.HasError == hasError) && choice.ContainsAny(trace.Spans) && query.Search.MatchesAny(trace.Spans),
                0,
                query.Limit ?? DefaultTraceLimit);
            Span[] spans = [.. page.Items.Reverse().SelectMany(static trace => trace.Spans)];
            await TelemetryAnswer.WriteAsync(context, json => OtlpJson.WriteSpansAsync(json, spans, context.RequestAborted), page.Total, page.Items.Count);
        }
    }

    private static async Task GetTraceAsync(HttpContext context, string traceId, TraceStore store)
    {
        if (Find(store, traceId) is not { } trace)
        {
            await TelemetryProblems.UnknownTraceAsync(context, traceId);
            return;
        }

        await TelemetryAnswer.WriteAsync(context, json => OtlpJson.WriteSpansAsync(json, trace.Spans, context.RequestAborted), trace.Spans.Count, trace.Spans.Count);
    }

    // People shorten ids, as git's do.
    private static Trace? Find(TraceStore store, string traceId)
    {
        if (TraceId.TryParse(traceId, out var id))
        {
            return store.Find(id);
        }

        return traceId.Length >= TelemetryQuery.ShortestId && store.ListWhere((in TraceSnapshot trace) => TelemetryQuery.Begins(trace.Id, traceId), 0, 1).Items is [var found]
            ? found
            : null;
    }

    private static IReadOnlyList<Span> Last(IReadOnlyList<Span> spans, int limit) => spans.Count <= limit ? spans : [.. spans.Skip(spans.Count - limit)];
}
