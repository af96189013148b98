namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>A series of a gauge or an up-down counter: the last value of each slot. After a restart the new process' value is the series'.</summary>
internal sealed class LevelSeries(TelemetryAttributes attributes) : MetricSeries(attributes)
{
    private readonly NumberTrack[] _tracks = [.. Resolution.All.Select(static resolution => new NumberTrack(resolution, isLevel: true))];

    public double Value { get; private set; }

    protected override int Content => _tracks[0].Size + _tracks[1].Size + _tracks[2].Size;

    protected override IEnumerable<Track> Tracks => _tracks;

    public NumberTrack At(int resolution) => _tracks[resolution];

    /// <summary>Takes a point. False if it says nothing new: it is not newer than what is there.</summary>
    public bool Add(MetricProcess process, in PointTime time, double value)
    {
        if (time.At <= LastSeen)
        {
            return false;
        }

        var isAfterGap = LastSeen > 0 && time.At - AliveUntil > (IsFrom(process) ? process.Patience : ShortestGap);
        if (time.IsDelta)
        {
            value += IsFrom(process) ? Value : 0;
        }

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
}
