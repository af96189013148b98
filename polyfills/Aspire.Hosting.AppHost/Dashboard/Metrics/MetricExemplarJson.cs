namespace Aspire.Hosting.Dashboard.Metrics;

/// <summary>A mark: when (seconds since 1970), how high, in words, and where it leads.</summary>
internal sealed record MetricExemplarJson(double Time, double Value, string Text, string Href);
