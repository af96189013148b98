using Aspire.Hosting.Dashboard.Telemetry.Metrics;

namespace Aspire.Hosting.Dashboard.Resources.Graph;

/// <summary>Where the numbers of the graph come from: the metrics of the last half minute.</summary>
/// <param name="Of">The numbers of a resource; null when it has sent none lately.</param>
/// <param name="Version">Grows when numbers may have changed.</param>
internal sealed record RequestSource(Func<string, RequestFigures?> Of, Func<long> Version)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    public static RequestSource From(MetricStore metrics) => new(
        resource => metrics.Requests(resource, Window) is { } summary ? new RequestFigures(summary.RatePerSecond, summary.ErrorShare, summary.P95) : null,
        () => metrics.Version);
}
