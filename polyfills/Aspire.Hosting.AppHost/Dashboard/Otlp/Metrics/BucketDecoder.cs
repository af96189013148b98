using Aspire.Hosting.Dashboard.Telemetry.Metrics;

namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>Makes buckets of numbers, if they can be ones.</summary>
internal static class BucketDecoder
{
    // The finest scale that the data model knows.
    private const int FinestScale = 20;

    // Powers of two that a number can have, with those below the normal ones.
    private const long Exponents = 1100;

    // As far as a double counts without gaps.
    private const ulong LargestCount = 1UL << 53;

    private const string TooMany = "a histogram has too many buckets.";
    private const string Inconsistent = "a histogram's bounds and counts do not fit together.";
    private const string TooLarge = "a count is too large.";

    public static PointBuckets? Explicit(PackedNumbers bounds, PackedNumbers counts, out string? refusal)
    {
        var upper = new double[bounds.Count];
        for (var index = 0; index < upper.Length; index++)
        {
            upper[index] = BitConverter.UInt64BitsToDouble(bounds[index]);
            if (!double.IsFinite(upper[index]) || (index > 0 && upper[index] <= upper[index - 1]))
            {
                refusal = Inconsistent;
                return null;
            }
        }

        refusal = counts.IsTooLong || bounds.IsTooLong ? TooMany : counts.Count != bounds.Count + 1 ? Inconsistent : null;
        return refusal is null && TryGetCounts(counts, out var read, ref refusal) ? new PointBuckets { Bounds = upper, Counts = read } : null;
    }

    public static PointBuckets? Exponential(long scale, ulong zero, ReadOnlySpan<byte> positive, ReadOnlySpan<byte> negative, out string? refusal)
    {
        var (above, aboveOffset) = ReadBuckets(positive);
        var (below, belowOffset) = ReadBuckets(negative);
        refusal = scale is < ExponentialBuckets.Coarsest or > FinestScale ? "a histogram's scale is out of range."
            : above.IsTooLong || below.IsTooLong ? TooMany
            : zero > LargestCount ? TooLarge
            : !IsInRange(scale, aboveOffset, above.Count) || !IsInRange(scale, belowOffset, below.Count) ? "a bucket's index is out of range."
            : null;
        if (refusal is not null || !TryGetCounts(above, out var counts, ref refusal) || !TryGetCounts(below, out var negativeCounts, ref refusal))
        {
            return null;
        }

        return new PointBuckets
        {
            Scale = (int)scale,
            Zero = (long)zero,
            Counts = counts,
            Offset = (int)aboveOffset,
            NegativeCounts = negativeCounts,
            NegativeOffset = (int)belowOffset,
        };
    }

    // Buckets: sint32 offset = 1; repeated uint64 bucket_counts = 2.
    private static (PackedNumbers Counts, long Offset) ReadBuckets(ReadOnlySpan<byte> message)
    {
        var counts = new PackedNumbers();
        long offset = 0;
        var reader = new ProtobufReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case (1 << 3) | WireType.Varint:
                    offset = reader.ReadZigZag();
                    break;
                case (2 << 3) | WireType.Length:
                    counts.AddVarints(reader.ReadBytes());
                    break;
                case (2 << 3) | WireType.Varint:
                    counts.Add(reader.ReadVarint());
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        return (counts, offset);
    }

    private static bool IsInRange(long scale, long offset, int count)
    {
        var largest = scale >= 0 ? Exponents << (int)scale : Exponents;
        return offset >= -largest && offset + count <= largest;
    }

    private static bool TryGetCounts(PackedNumbers numbers, out long[] counts, ref string? refusal)
    {
        counts = new long[numbers.Count];
        for (var index = 0; index < counts.Length; index++)
        {
            if (numbers[index] > LargestCount)
            {
                refusal = TooLarge;
                return false;
            }

            counts[index] = (long)numbers[index];
        }

        return true;
    }
}
