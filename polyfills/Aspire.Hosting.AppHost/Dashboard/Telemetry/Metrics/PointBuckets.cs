namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>The buckets of a histogram's point as they came: explicit bounds, or a scale with the counts above and below zero.</summary>
internal sealed class PointBuckets
{
    /// <summary>The upper bounds of explicit buckets, rising; null for exponential ones.</summary>
    public double[]? Bounds { get; init; }

    /// <summary>The counts of explicit buckets (one more than bounds), or of exponential ones above zero.</summary>
    public long[] Counts { get; init; } = [];

    public int Scale { get; init; }

    /// <summary>The index of the first of <see cref="Counts"/>.</summary>
    public int Offset { get; init; }

    public long Zero { get; init; }

    public long[] NegativeCounts { get; init; } = [];

    public int NegativeOffset { get; init; }

    /// <summary>The bytes that this takes, about.</summary>
    public int Size => 160 + ((Counts.Length + NegativeCounts.Length + (Bounds?.Length ?? 0)) * sizeof(long));

    /// <summary>The counts in a layout of the instrument; null if there are too many layouts.</summary>
    public BucketCounts? Read(BucketLayouts layouts)
    {
        if (Bounds is not null)
        {
            if (layouts.Of(Bounds) is not { } layout)
            {
                return null;
            }

            var counts = new BucketCounts(layout);
            for (var index = 0; index < Counts.Length; index++)
            {
                counts.Add(index, Counts[index]);
            }

            return counts;
        }

        var coarserBy = Math.Max(0, Scale - ExponentialBuckets.Finest);
        var result = new BucketCounts(ExponentialBuckets.Of(Scale - coarserBy));
        for (var index = NegativeCounts.Length - 1; index >= 0; index--)
        {
            result.Add(ExponentialBuckets.KeyOfNegative((NegativeOffset + index) >> coarserBy), NegativeCounts[index]);
        }

        result.Add(ExponentialBuckets.ZeroKey, Zero);
        for (var index = 0; index < Counts.Length; index++)
        {
            result.Add(ExponentialBuckets.KeyOfPositive((Offset + index) >> coarserBy), Counts[index]);
        }

        return result;
    }
}
