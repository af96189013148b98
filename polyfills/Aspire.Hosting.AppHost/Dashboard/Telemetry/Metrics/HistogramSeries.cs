namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>A series of a histogram.</summary>
internal sealed class HistogramSeries(TelemetryAttributes attributes) : IncrementSeries<BucketCounts>(attributes)
{
    private static readonly BucketCounts Empty = new(ExponentialBuckets.Of(0));

    private readonly BucketTrack[] _tracks = [.. Resolution.All.Select(static resolution => new BucketTrack(resolution))];

    /// <summary>How many measurements there were since the series is known.</summary>
    public long Total { get; private set; }

    protected override BucketCounts Nothing => Empty;

    protected override int Content
    {
        get
        {
            var size = _tracks[0].Size + _tracks[1].Size + _tracks[2].Size;
            for (var index = 0; index < Totals.Count; index++)
            {
                size += 64 + Totals[index].Value.Size;
            }

            return size;
        }
    }

    protected override IEnumerable<Track> Tracks => _tracks;

    public BucketTrack At(int resolution) => _tracks[resolution];

    protected override bool TryGetGrowth(BucketCounts earlier, BucketCounts later, out BucketCounts growth)
    {
        var since = later.Since(earlier);
        growth = since ?? Empty;
        return since is not null;
    }

    protected override bool IsNothing(BucketCounts growth) => growth.IsEmpty;

    protected override void Count(BucketCounts growth) => Total += growth.Total;

    protected override void Put(long at, bool isAfterGap, BucketCounts growth, double from, double to)
    {
        var part = growth.IsEmpty || (from == 0 && to == 1) ? growth : growth.Part(from, to);
        foreach (var track in _tracks)
        {
            track.MoveTo(at, isAfterGap);
            track.Put(part);
        }
    }
}
