namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>
/// Buckets whose upper bounds the sender has named; the key is the index, and the last bucket is open. Within a bucket the values are taken to lie evenly (as Prometheus' histogram_quantile
/// does), the first one starts at zero if its bound is positive, and of the open one only its lower bound is known.
/// </summary>
internal sealed class ExplicitBuckets(double[] bounds, int number) : BucketLayout
{
    public override int Id { get; } = number << 1;

    public ReadOnlySpan<double> Upper => bounds;

    public override (double Lower, double Upper) Bounds(int key)
    {
        if (bounds.Length == 0)
        {
            return (double.NegativeInfinity, double.PositiveInfinity);
        }

        if (key >= bounds.Length)
        {
            return (bounds[^1], bounds[^1]);
        }

        return (key == 0 ? Math.Min(0, bounds[0]) : bounds[key - 1], bounds[key]);
    }

    public override double? Interpolate(int key, double share)
    {
        if (bounds.Length == 0)
        {
            return null;
        }

        var (lower, upper) = Bounds(key);
        return lower + ((upper - lower) * share);
    }
}
