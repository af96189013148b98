namespace Aspire.Hosting.Dashboard.Metrics;

/// <summary>A line of an instrument: a value for each time, null where nothing is known.</summary>
internal sealed record PointsJson(string Name, IReadOnlyList<double?> Values);
