namespace Aspire.Hosting.Dashboard.Metrics;

/// <summary>A meter with its instruments.</summary>
public sealed record MeterView(string Name, IReadOnlyList<MetricsLink> Instruments);
