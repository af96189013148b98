namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>
/// A series of a gauge or an up-down counter: the last value of each slot. Several processes of one resource are summed up, or the highest of them is taken (a gauge). One that sends no more counts until
/// two of its exports are missing, because only then it is known to be gone.
/// </summary>
internal sealed class LevelSeries(TelemetryAttributes attributes, bool isSum) : MetricSeries(attributes)
{
    private readonly NumberTrack[] _tracks = [.. Resolution.All.Select(static resolution => new NumberTrack(resolution, isLevel: true))];
    private readonly RunningTotals<double> _levels = new();

    public double Value { get; private set; }

    protected override int Content => (_levels.All.Count * 64) + _tracks[0].Size + _tracks[1].Size + _tracks[2].Size;

    protected override IEnumerable<Track> Tracks => _tracks;

    public NumberTrack At(int resolution) => _tracks[resolution];

    /// <summary>Takes a point. False if it is dropped: it was there already, comes after a newer one, or comes of a process that another one has followed.</summary>
    public bool Add(MetricProcess process, in PointTime time, double value)
    {
        var known = _levels.Find(process);
        if (RunningTotals<double>.IsOld(known, time))
        {
            return false;
        }

        var isAfterGap = LastSeen > 0 && time.At - AliveUntil > (IsFrom(process) ? process.Patience : ShortestGap);
        _levels.Remember(known, process, time, time.IsDelta ? value + (known?.Value ?? 0) : value);
        value = Now(time.At);
        foreach (var track in _tracks)
        {
            track.MoveTo(time.At, isAfterGap);
            track.Put(value);
        }

        if (Value != value || LastSeen == 0)
        {
            LastChange = time.At;
        }

        Value = value;
        Saw(process, time);
        return true;
    }

    private double Now(long at)
    {
        var levels = _levels.All;
        if (levels.Count == 1)
        {
            return levels[0].Value;
        }

        var living = levels.Where(level => at - Math.Max(level.At, level.Process.LastExport) <= level.Process.Absence).Select(static level => level.Value);
        return isSum ? living.Sum() : living.Max();
    }
}
