namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>A series of a counter.</summary>
internal sealed class CounterSeries(TelemetryAttributes attributes) : IncrementSeries<double>(attributes)
{
    private readonly NumberTrack[] _tracks = [.. Resolution.All.Select(static resolution => new NumberTrack(resolution, isLevel: false))];

    /// <summary>Everything that was counted since the series is known.</summary>
    public double Total { get; private set; }

    protected override double Nothing => 0;

    protected override int Content => (Totals.Count * 64) + _tracks[0].Size + _tracks[1].Size + _tracks[2].Size;

    protected override IEnumerable<Track> Tracks => _tracks;

    public NumberTrack At(int resolution) => _tracks[resolution];

    protected override bool TryGetGrowth(double earlier, double later, out double growth) => (growth = later - earlier) >= 0;

    protected override bool IsNothing(double growth) => growth == 0;

    protected override void Count(double growth) => Total += growth;

    protected override void Put(long at, bool isAfterGap, double growth, double from, double to)
    {
        // Whole numbers stay whole: they take fewer bytes, and their parts sum up to what they were.
        var isWhole = growth == Math.Truncate(growth);
        var part = from == 0 && to == 1 ? growth : isWhole ? Math.Round(growth * to) - Math.Round(growth * from) : growth * (to - from);
        foreach (var track in _tracks)
        {
            track.MoveTo(at, isAfterGap);
            track.Put(part);
        }
    }
}
