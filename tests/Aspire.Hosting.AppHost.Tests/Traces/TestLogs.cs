using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Tests.Traces;

/// <summary>Log records as tests write them down.</summary>
internal static class TestLogs
{
    public static LogRecord Of(
        double at, LogSeverity severity, string message, string resource = "web", TraceId trace = default, SpanId span = default, params ReadOnlySpan<(string, TelemetryValue)> attributes) => new()
        {
            Time = TestSpans.At(at),
            Severity = severity,
            Message = message,
            Resource = TestSpans.Resource(resource),
            Scope = new TelemetryScope("Shop.Orders", "", default),
            TraceId = trace,
            SpanId = span,
            Attributes = TelemetryAttributes.Of(attributes),
        };
}
