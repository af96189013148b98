namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>One measurement of a point, and the span during which it was made.</summary>
/// <param name="Time">Milliseconds since 1970.</param>
/// <param name="Value">In the instrument's unit.</param>
/// <param name="TraceId">Never empty.</param>
/// <param name="SpanId">The span.</param>
internal sealed record Exemplar(long Time, double Value, TraceId TraceId, SpanId SpanId);
