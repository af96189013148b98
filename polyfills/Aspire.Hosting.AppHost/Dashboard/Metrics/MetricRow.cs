namespace Aspire.Hosting.Dashboard.Metrics;

/// <summary>The values of one step.</summary>
public sealed record MetricRow(DateTime Time, IReadOnlyList<string> Values);
