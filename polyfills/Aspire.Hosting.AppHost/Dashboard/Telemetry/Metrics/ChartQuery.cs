namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>What of an instrument is to be read.</summary>
/// <param name="Window">How far back from now; cut to <see cref="Resolution.Longest"/>.</param>
/// <param name="Filter">Which series.</param>
/// <param name="SplitBy">An attribute whose values get a line each; null for one line, or for one per series with a gauge. A gauge's line is the highest of its series, other lines are sums. Histograms are not split.</param>
internal sealed record ChartQuery(TimeSpan Window, DimensionFilter Filter, string? SplitBy = null);
