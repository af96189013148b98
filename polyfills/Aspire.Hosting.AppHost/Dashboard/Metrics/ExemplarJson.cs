namespace Aspire.Hosting.Dashboard.Metrics;

/// <summary>A measurement and the span in which it was made.</summary>
internal sealed record ExemplarJson(double Time, double Value, string TraceId, string SpanId);
