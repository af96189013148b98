namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>A process that sends metrics, and when it has done so. Running totals are compared only with those of the same process.</summary>
internal sealed class MetricProcess(TelemetryResource resource)
{
    // A process that is younger than this when it is seen for the first time has made its counts just now.
    private const long Young = 60_000;

    private long _newest;

    public TelemetryResource Resource { get; } = resource;

    /// <summary>The bytes that it takes with its resource, about.</summary>
    public long Size { get; } = 200 + TelemetrySize.Of(resource.Attributes);

    /// <summary>The time of the newest points of its last export, in milliseconds since 1970; 0 before the first one has ended.</summary>
    public long LastExport { get; private set; }

    /// <summary>Between its last two exports, in milliseconds; 0 if there were less than two.</summary>
    public long Interval { get; private set; }

    /// <summary>Whether something that it said was forgotten. A series that comes (again) may then be old, and its count may be no news.</summary>
    public bool HasForgotten { get; set; }

    /// <summary>Points of an export that is under way have come; the newest is from <paramref name="at"/>, in milliseconds since 1970.</summary>
    public void Saw(long at) => _newest = Math.Max(_newest, at);

    /// <summary>The export is over.</summary>
    public void EndExport()
    {
        // Several requests may make up one export.
        if (_newest > LastExport + 100)
        {
            Interval = LastExport == 0 ? 0 : _newest - LastExport;
        }

        LastExport = Math.Max(LastExport, _newest);
    }

    /// <summary>Since when the running total of a series has grown, in milliseconds, if it is seen for the first time; null if that may be long ago.</summary>
    /// <param name="start">Since when the point counts; 0 if it doesn't say.</param>
    /// <param name="at">When the point was taken.</param>
    public long? SinceOfNew(long start, long at)
    {
        if (LastExport > 0 && !HasForgotten)
        {
            // It was not there in the export before.
            return Math.Min(at, Math.Max(LastExport, start));
        }

        return !HasForgotten && start > 0 && start <= at && at - start <= Young ? start : null;
    }

    /// <summary>Silence after which the process is gone, in milliseconds: two exports, of one a minute (the default of OpenTelemetry) if that is not known yet.</summary>
    public long Absence => 1000 + (2 * (Interval == 0 ? 60_000 : Interval));

    /// <summary>How long a series may be silent before nothing is known of it, in milliseconds: three exports, and ten seconds at least.</summary>
    public long Patience => Interval == 0 ? long.MaxValue : Math.Max(MetricSeries.ShortestGap, 3 * Interval);
}
