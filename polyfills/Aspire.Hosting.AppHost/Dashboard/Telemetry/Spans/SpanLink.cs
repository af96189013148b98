namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>A span elsewhere that has to do with this one and is not its parent, for example one of a batch's messages.</summary>
public sealed record SpanLink(TraceId TraceId, SpanId SpanId, TelemetryAttributes Attributes);
