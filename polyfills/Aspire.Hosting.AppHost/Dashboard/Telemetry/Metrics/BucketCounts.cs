namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>How many measurements fell into each bucket of one layout; only the buckets that are not empty, by rising keys.</summary>
internal sealed class BucketCounts(BucketLayout layout)
{
    private int[] _keys = [];
    private long[] _counts = [];

    public BucketLayout Layout { get; private set; } = layout;

    public int Length { get; private set; }

    public ReadOnlySpan<int> Keys => _keys.AsSpan(0, Length);

    public ReadOnlySpan<long> Counts => _counts.AsSpan(0, Length);

    public bool IsEmpty => Length == 0;

    /// <summary>The bytes that this takes, about.</summary>
    public int Size => 112 + (_keys.Length * (sizeof(int) + sizeof(long)));

    public long Total
    {
        get
        {
            long total = 0;
            foreach (var count in Counts)
            {
                total += count;
            }

            return total;
        }
    }

    /// <summary>Adds to a bucket.</summary>
    public void Add(int key, long count)
    {
        if (count <= 0)
        {
            return;
        }

        // What is added mostly comes by rising keys.
        var at = Length > 0 && key > _keys[Length - 1] ? ~Length : Array.BinarySearch(_keys, 0, Length, key);
        if (at >= 0)
        {
            _counts[at] += count;
            return;
        }

        at = ~at;
        if (Length == _keys.Length)
        {
            var larger = Math.Max(4, Length + (Length / 2));
            Array.Resize(ref _keys, larger);
            Array.Resize(ref _counts, larger);
        }

        Array.Copy(_keys, at, _keys, at + 1, Length - at);
        Array.Copy(_counts, at, _counts, at + 1, Length - at);
        _keys[at] = key;
        _counts[at] = count;
        Length++;
    }

    /// <summary>Adds the counts of another. False if the layouts can't be brought together: explicit bounds that differ.</summary>
    public bool TryMerge(BucketCounts other)
    {
        if (!TryAlign(other.Layout, out var coarserBy))
        {
            return false;
        }

        for (var index = 0; index < other.Length; index++)
        {
            Add(coarserBy == 0 ? other._keys[index] : ExponentialBuckets.Coarser(other._keys[index], coarserBy), other._counts[index]);
        }

        return true;
    }

    /// <summary>Brings the counts to a layout that holds those of <paramref name="other"/> too, and says by how many scales the other's keys must become coarser for it.</summary>
    public bool TryAlign(BucketLayout other, out int coarserBy)
    {
        coarserBy = 0;
        if (ReferenceEquals(Layout, other))
        {
            return true;
        }

        if (IsEmpty)
        {
            Layout = other;
            return true;
        }

        if (Layout is not ExponentialBuckets mine || other is not ExponentialBuckets theirs)
        {
            return false;
        }

        CoarsenTo(Math.Min(mine.Scale, theirs.Scale));
        coarserBy = Math.Max(0, theirs.Scale - mine.Scale);
        return true;
    }

    /// <summary>The counts since <paramref name="earlier"/>; null if one of them became smaller, which a running count does not.</summary>
    public BucketCounts? Since(BucketCounts earlier)
    {
        var all = Copy();
        if (!all.TryAlign(earlier.Layout, out var coarserBy))
        {
            return null;
        }

        var before = earlier;
        if (coarserBy > 0)
        {
            before = earlier.Copy();
            before.CoarsenTo(((ExponentialBuckets)all.Layout).Scale);
        }

        var difference = new BucketCounts(all.Layout);
        var at = 0;
        for (var index = 0; index < all.Length; index++)
        {
            long was = 0;
            if (at < before.Length && before._keys[at] == all._keys[index])
            {
                was = before._counts[at++];
            }

            if (all._counts[index] < was)
            {
                return null;
            }

            difference.Add(all._keys[index], all._counts[index] - was);
        }

        // A bucket that is gone.
        return at < before.Length ? null : difference;
    }

    /// <summary>The share of the counts that falls to a part of the time: whole counts, so that the parts sum up to what there was.</summary>
    /// <param name="from">The share of the time that is over already.</param>
    /// <param name="to">The share of the time at the part's end.</param>
    public BucketCounts Part(double from, double to)
    {
        var part = new BucketCounts(Layout);
        for (var index = 0; index < Length; index++)
        {
            part.Add(_keys[index], (long)Math.Round(_counts[index] * to) - (long)Math.Round(_counts[index] * from));
        }

        return part;
    }

    public void Clear() => Length = 0;

    private BucketCounts Copy() => new(Layout) { _keys = [.. Keys], _counts = [.. Counts], Length = Length };

    private void CoarsenTo(int scale)
    {
        var by = ((ExponentialBuckets)Layout).Scale - scale;
        if (by <= 0)
        {
            return;
        }

        var (keys, counts, length) = (_keys, _counts, Length);
        (_keys, _counts, Length) = ([], [], 0);
        Layout = ExponentialBuckets.Of(scale);
        for (var index = 0; index < length; index++)
        {
            Add(ExponentialBuckets.Coarser(keys[index], by), counts[index]);
        }
    }
}
