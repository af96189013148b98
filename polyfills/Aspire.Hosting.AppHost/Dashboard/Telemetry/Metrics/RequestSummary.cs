namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>What a resource does, in three numbers.</summary>
/// <param name="RatePerSecond">Requests or messages per second.</param>
/// <param name="ErrorShare">The share, 0 to 1, that has an <c>error.type</c> or a status of 500 or more.</param>
/// <param name="P95">So long, or less, took 95 of 100. Zero if there were none.</param>
internal sealed record RequestSummary(double RatePerSecond, double ErrorShare, TimeSpan P95);
