namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>One instrument with one set of attributes: what it was over time, in three resolutions.</summary>
internal abstract class MetricSeries(TelemetryAttributes attributes)
{
    /// <summary>Silence for less than this is no gap, in milliseconds.</summary>
    public const long ShortestGap = 10_000;

    // Every text counts in full: that another series has the same one is not for sure.
    private readonly int _own = 200 + (int)Math.Min(TelemetrySize.Of(attributes), int.MaxValue / 2);

    public TelemetryAttributes Attributes { get; } = attributes;

    /// <summary>The time of its first and of its newest point, in milliseconds since 1970.</summary>
    public long FirstSeen { get; private set; }

    /// <inheritdoc cref="FirstSeen"/>
    public long LastSeen { get; private set; }

    /// <summary>When it last said anything new: what is idle longest is dropped first. 0 if it never has.</summary>
    public long LastChange { get; protected set; }

    /// <summary>The bytes that were counted for the series.</summary>
    public int Counted { get; set; }

    /// <summary>The bytes that it takes now, about.</summary>
    public int Size => _own + Content;

    /// <summary>Until when it is known to have lived. Of a sender of deltas no point means no change, as long as the process sends anything.</summary>
    public long AliveUntil => _isDelta && _process is not null ? Math.Max(LastSeen, _process.LastExport) : LastSeen;

    private bool _isDelta;
    private MetricProcess? _process;

    protected abstract int Content { get; }

    protected abstract IEnumerable<Track> Tracks { get; }

    /// <summary>Drops what is older than its resolution keeps.</summary>
    public int Trim(long now) => Tracks.Sum(track => track.Trim(now));

    /// <summary>Drops the older half of everything.</summary>
    public int Halve(long now) => Resolution.All.Zip(Tracks, (resolution, track) => track.Trim(now, resolution.Slots / 2)).Sum();

    protected void Saw(MetricProcess process, in PointTime time)
    {
        FirstSeen = FirstSeen == 0 ? time.At : FirstSeen;
        LastSeen = Math.Max(LastSeen, time.At);
        _isDelta = time.IsDelta;
        _process = process;
    }

    protected bool IsFrom(MetricProcess process) => ReferenceEquals(_process, process);
}
