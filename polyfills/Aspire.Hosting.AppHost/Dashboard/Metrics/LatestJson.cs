namespace Aspire.Hosting.Dashboard.Metrics;

/// <summary>What an instrument says now, over all its series, in its own unit.</summary>
/// <param name="Value">Counters and histograms: everything counted since the dashboard knows the resource. Up-down counters: the sum. Gauges: the highest. Null if no process says anything now.</param>
/// <param name="RatePerSecond">Counters and histograms: over the last minute.</param>
/// <param name="P50">Histograms: over the last minute; null if nothing was measured in it.</param>
/// <param name="P90">Likewise.</param>
/// <param name="P99">Likewise.</param>
internal sealed record LatestJson(double? Value, double? RatePerSecond, double? P50, double? P90, double? P99);
