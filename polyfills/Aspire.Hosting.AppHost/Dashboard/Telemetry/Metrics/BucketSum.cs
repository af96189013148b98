namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>Puts together the buckets of slots, from the first until before the last.</summary>
internal readonly struct BucketSum(long from, long until) : IBucketReceiver
{
    public Distribution Distribution { get; } = new();

    public void Known(long first, long last)
    {
        // Nobody asks.
    }

    public Distribution? Counts(long slot) => slot >= from && slot < until ? Distribution : null;
}
