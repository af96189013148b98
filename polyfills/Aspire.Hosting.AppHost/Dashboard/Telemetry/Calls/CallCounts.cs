namespace Aspire.Hosting.Dashboard.Telemetry.Calls;

/// <summary>Calls put together: how many, how many of them failed, and in which bucket of time each lies. Bounds rise by 2^¼ from 1 µs to 16 s: a percentile is off by a fifth at most.</summary>
internal sealed class CallCounts
{
    private const int PerOctave = 4;

    private readonly int[] _buckets = new int[(24 * PerOctave) + 1];

    public long Count { get; private set; }

    public long Failed { get; private set; }

    public void Add(TimeSpan duration, bool isError)
    {
        Count++;
        Failed += isError ? 1 : 0;
        var bucket = Math.Ceiling(Math.Log2(Math.Max(1, duration.TotalMicroseconds)) * PerOctave);
        _buckets[(int)Math.Min(bucket, _buckets.Length - 1)]++;
    }

    public void Add(CallCounts other)
    {
        Count += other.Count;
        Failed += other.Failed;
        for (var i = 0; i < _buckets.Length; i++)
        {
            _buckets[i] += other._buckets[i];
        }
    }

    public void Clear()
    {
        (Count, Failed) = (0, 0);
        Array.Clear(_buckets);
    }

    /// <summary>So long, or less, took a share (above 0, up to 1) of the calls; zero if there were none.</summary>
    public TimeSpan Quantile(double share)
    {
        var below = 0L;
        for (var i = 0; i < _buckets.Length; i++)
        {
            if (_buckets[i] > 0 && below + _buckets[i] >= share * Count)
            {
                // Within the bucket as if its calls were spread over it evenly.
                var part = ((share * Count) - below) / _buckets[i];
                return TimeSpan.FromMicroseconds(Math.Pow(2, (i - 1 + part) / PerOctave));
            }

            below += _buckets[i];
        }

        return TimeSpan.Zero;
    }
}
