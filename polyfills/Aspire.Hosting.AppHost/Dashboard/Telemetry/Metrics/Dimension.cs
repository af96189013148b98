namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>An attribute of an instrument's series.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Values">The values that occur, in order.</param>
/// <param name="HasNone">Whether there are series without it.</param>
internal sealed record Dimension(string Key, IReadOnlyList<string> Values, bool HasNone);
