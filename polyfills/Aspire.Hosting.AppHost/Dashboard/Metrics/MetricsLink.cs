namespace Aspire.Hosting.Dashboard.Metrics;

/// <summary>A link of a choice.</summary>
public sealed record MetricsLink(string Text, string Href, bool IsCurrent);
