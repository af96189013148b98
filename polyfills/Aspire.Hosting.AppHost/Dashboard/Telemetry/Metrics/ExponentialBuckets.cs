namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>
/// Buckets whose bounds grow by 2^(2^-scale) (https://opentelemetry.io/docs/specs/otel/metrics/data-model/#exponentialhistogram). Key 0 is zero, positive values have positive keys.
/// Within a bucket the logarithms of the values are taken to lie evenly.
/// </summary>
internal sealed class ExponentialBuckets : BucketLayout
{
    /// <summary>The finest scale that is kept: buckets 2.2 % wide, so that a percentile is off by 1.1 % at most. Finer ones are put together.</summary>
    public const int Finest = 5;

    /// <summary>The coarsest scale that the data model knows.</summary>
    public const int Coarsest = -10;

    // Twice the largest index of the finest scale: 1,074 halvings, with 32 buckets each.
    private const int Offset = 1 << 17;

    private static readonly ExponentialBuckets[] All = [.. Enumerable.Range(Coarsest, Finest - Coarsest + 1).Select(static scale => new ExponentialBuckets(scale))];

    private ExponentialBuckets(int scale) => Scale = scale;

    public int Scale { get; }

    public override int Id => ((Scale - Coarsest) << 1) | 1;

    /// <summary>The layout of a scale within <see cref="Coarsest"/> and <see cref="Finest"/>.</summary>
    public static ExponentialBuckets Of(int scale) => All[scale - Coarsest];

    public static ExponentialBuckets OfId(int id) => All[id >> 1];

    public const int ZeroKey = 0;

    public static int KeyOfPositive(int index) => Offset + index;

    public static int KeyOfNegative(int index) => -Offset - index;

    /// <summary>The key that a bucket has <paramref name="by"/> scales coarser.</summary>
    public static int Coarser(int key, int by) => key switch
    {
        ZeroKey => ZeroKey,
        > 0 => KeyOfPositive((key - Offset) >> by),
        _ => KeyOfNegative((-key - Offset) >> by),
    };

    public override (double Lower, double Upper) Bounds(int key) => key switch
    {
        ZeroKey => (0, 0),
        > 0 => (Bound(key - Offset), Bound(key - Offset + 1)),
        _ => (-Bound(-key - Offset + 1), -Bound(-key - Offset)),
    };

    public override double? Interpolate(int key, double share) => key switch
    {
        ZeroKey => 0,
        > 0 => Bound(key - Offset + share),
        _ => -Bound(-key - Offset + 1 - share),
    };

    private double Bound(double index) => Math.Clamp(Math.Pow(2, Math.ScaleB(index, -Scale)), double.Epsilon, double.MaxValue);
}
