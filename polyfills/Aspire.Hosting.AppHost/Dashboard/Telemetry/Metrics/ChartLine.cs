namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>A line of a chart.</summary>
/// <param name="Name">What it shows: <c>p99</c>, or the values of its dimensions.</param>
/// <param name="Values">One per step; null where nothing is known.</param>
internal sealed record ChartLine(string Name, double?[] Values);
