using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Tests.Telemetry;

/// <summary>Telemetry that a test makes up.</summary>
internal static class Samples
{
    public static DateTime NewYear { get; } = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static TelemetryResource Resource(string name, string instance = "one") =>
        new(name, instance, TelemetryAttributes.Of(("service.name", name), ("service.instance.id", instance)));

    public static Span Span(ulong trace, ulong id, TelemetryResource resource, double startMs = 0, double durationMs = 1, ulong parent = 0, string name = "work", SpanStatus status = SpanStatus.Unset) => new()
    {
        TraceId = new(1, trace),
        Id = new(id),
        ParentId = new(parent),
        Resource = resource,
        Name = name,
        Start = NewYear.AddMilliseconds(startMs),
        Duration = TimeSpan.FromMilliseconds(durationMs),
        Status = status,
    };

    public static LogRecord Log(string message, TelemetryResource resource, double atMs = 0, LogSeverity severity = LogSeverity.Information) =>
        new() { Time = NewYear.AddMilliseconds(atMs), Message = message, Resource = resource, Severity = severity };
}
