using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Traces.Waterfall;

namespace Aspire.Hosting.Dashboard.Traces.Detail;

/// <summary>The details of one span: itself, where it stands, its log records, and who links to it.</summary>
internal sealed record SpanView(TraceView Trace, WaterfallRow Row, Page<LogRecord> Logs, IReadOnlyList<Span> LinkedFrom)
{
    /// <summary>Log records shown with a span; the others are a link away.</summary>
    public const int MostLogs = 100;

    public Span Span => Row.Span;

    public TimeSpan Offset => Span.Start - Trace.Layout.Start;

    public string LogsLink => $"/structuredlogs?traceId={Span.TraceId}&spanId={Span.Id}";

    public static SpanView? Of(TraceView trace, TraceStore traces, LogStore logs) =>
        trace.Selected is not { } row ? null : new SpanView(
            trace, row, logs.List(new LogFilter { TraceId = row.Span.TraceId, SpanId = row.Span.Id }, 0, MostLogs), Backlinks.Of(traces, row.Span));

    /// <summary>The rows of a table of attributes.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Rows(TelemetryAttributes attributes) =>
        [.. attributes.Select(static pair => KeyValuePair.Create(pair.Key, pair.Value.ToString()))];
}
