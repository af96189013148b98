namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>An instrument's points as they came.</summary>
/// <param name="Name">The instrument's name.</param>
/// <param name="Unit">Its unit as UCUM writes it (<c>s</c>, <c>By</c>, <c>{request}</c>); may be empty.</param>
/// <param name="Description">What it counts, in words; may be empty.</param>
/// <param name="Kind">How it is shown.</param>
/// <param name="IsDelta">Whether a point says what happened since the one before, and not since the start.</param>
/// <param name="Points">One per set of attributes.</param>
internal sealed record MetricData(string Name, string Unit, string Description, InstrumentKind Kind, bool IsDelta, IReadOnlyList<MetricPoint> Points);
