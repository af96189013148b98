namespace Aspire.Hosting.Dashboard.Metrics;

/// <summary>A measurement and the trace in which it was made.</summary>
public sealed record MetricExample(DateTime Time, string Value, string Href);
