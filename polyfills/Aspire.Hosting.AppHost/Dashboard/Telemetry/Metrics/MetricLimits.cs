namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>How much the store of metrics holds.</summary>
/// <param name="Bytes">What all series may take, about.</param>
/// <param name="Series">How many series there may be: sets of attributes of an instrument of a resource.</param>
internal sealed record MetricLimits(long Bytes, int Series)
{
    public static readonly MetricLimits Default = new(40 * 1024 * 1024, 20_000);

    public static MetricLimits Of(TelemetryLimits limits) => new(limits.MaxMetricBytes, limits.MaxMetricSeriesCount);
}
