namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>Something that happened within a span, for example an exception. <paramref name="Time"/> is UTC.</summary>
public sealed record SpanEvent(DateTime Time, string Name, TelemetryAttributes Attributes);
