namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>Counts of buckets put together over series and slots, and the percentiles that can be read from them.</summary>
/// <remarks>
/// A percentile is found in the bucket in which the measurement with that rank lies, between the bucket's bounds as <see cref="BucketLayout.Interpolate"/> says. Senders that have
/// changed their bounds in the meantime have buckets that overlap; those are ordered by their upper bounds, which is off by a bucket at most.
/// </remarks>
internal sealed class Distribution
{
    // One layout, but for the time after bounds were changed.
    private readonly List<BucketCounts> _layouts = new(1);

    public long Count => _layouts.Sum(static counts => counts.Total);

    public void Add(BucketCounts counts)
    {
        foreach (var known in _layouts)
        {
            if (known.TryMerge(counts))
            {
                return;
            }
        }

        var mine = new BucketCounts(counts.Layout);
        mine.TryMerge(counts);
        _layouts.Add(mine);
    }

    /// <summary>The counts of one layout, to add to.</summary>
    public BucketCounts Of(BucketLayout layout, out int coarserBy)
    {
        foreach (var known in _layouts)
        {
            if (known.TryAlign(layout, out coarserBy))
            {
                return known;
            }
        }

        var counts = new BucketCounts(layout);
        _layouts.Add(counts);
        coarserBy = 0;
        return counts;
    }

    /// <summary>The values below which a share (0 to 1, rising) of the measurements lies; null where nothing was measured.</summary>
    public double?[] Quantiles(ReadOnlySpan<double> shares)
    {
        var values = new double?[shares.Length];
        var total = Count;
        if (total == 0)
        {
            return values;
        }

        var next = 0;
        long below = 0;
        foreach (var (layout, key, count) in Ordered())
        {
            while (next < shares.Length && below + count >= shares[next] * total)
            {
                values[next] = layout.Interpolate(key, Math.Clamp(((shares[next] * total) - below) / count, 0, 1));
                next++;
            }

            below += count;
        }

        return values;
    }

    private IEnumerable<(BucketLayout Layout, int Key, long Count)> Ordered()
    {
        var all = _layouts.SelectMany(static counts => Enumerable.Range(0, counts.Length).Select(index => (counts.Layout, counts.Keys[index], counts.Counts[index])));
        return _layouts.Count == 1 ? all : all.OrderBy(static bucket => bucket.Layout.Bounds(bucket.Item2).Upper);
    }
}
