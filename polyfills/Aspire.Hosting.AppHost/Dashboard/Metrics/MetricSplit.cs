namespace Aspire.Hosting.Dashboard.Metrics;

/// <summary>An attribute by which lines can be split: an option of a form. An empty value is none.</summary>
public sealed record MetricSplit(string Text, string Value, bool IsCurrent);
