namespace Aspire.Hosting.Dashboard.Metrics;

/// <summary>A line: its name, the class of its colour, its values.</summary>
internal sealed record MetricLineJson(string Name, string Colour, IReadOnlyList<double?> Values);
