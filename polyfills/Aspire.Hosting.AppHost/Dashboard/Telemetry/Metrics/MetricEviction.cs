namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>
/// Makes room when the store is full: first what is older than it is kept anyway, then series that have said nothing new for a while, the most idle first, then the older half of everything,
/// and then series whatever they say. So a flood of new series drives out old ones that nobody feeds, and the busy ones lose history before they are lost.
/// </summary>
internal sealed class MetricEviction(TelemetryLimits limits)
{
    // Milliseconds without news after which a series is idle.
    private const long Idle = 300_000;

    private readonly Lock _lock = new();

    // An eighth at once, because looking through everything is dear.
    private long TargetBytes => limits.MaxMetricBytes / 8 * 7;

    private int TargetSeries => limits.MaxMetricSeriesCount / 8 * 7;

    public bool IsNeeded(long series, long bytes) => series > limits.MaxMetricSeriesCount || bytes > limits.MaxMetricBytes;

    /// <summary>Makes room.</summary>
    /// <param name="resources">Everything.</param>
    /// <param name="now">Milliseconds since 1970.</param>
    /// <param name="measure">What is there now.</param>
    /// <returns>How many points and series were dropped, and by how much (negative) there are more bytes.</returns>
    public (long Points, long Series, long Bytes) Run(ICollection<ResourceMetrics> resources, long now, Func<(long Series, long Bytes)> measure)
    {
        using var _ = _lock.EnterScope();
        var (series, bytes) = measure();
        if (!IsNeeded(series, bytes))
        {
            // Another thread has done it.
            return default;
        }

        var room = new Room(resources, series, bytes, TargetSeries, TargetBytes);
        // What is older than it is kept anyway is no loss.
        room.Shrink(one => one.Trim(now));
        room.Remove(before: now - Idle);
        var points = room.Shrink(one => one.Halve(now));
        room.Remove(before: long.MaxValue);
        return (points, room.SeriesDropped, room.Bytes - bytes);
    }

    private sealed class Room(ICollection<ResourceMetrics> resources, long series, long bytes, long targetSeries, long targetBytes)
    {
        private long _series = series;

        public long Bytes { get; private set; } = bytes;

        public long SeriesDropped { get; private set; }

        /// <summary>Says how many points were dropped.</summary>
        public long Shrink(Func<MetricSeries, int> shrink)
        {
            var points = 0L;
            if (Bytes <= targetBytes)
            {
                return points;
            }

            foreach (var resource in resources)
            {
                var (dropped, freed) = resource.Shrink(shrink);
                points += dropped;
                Bytes -= freed;
            }

            return points;
        }

        public void Remove(long before)
        {
            if (_series <= targetSeries && Bytes <= targetBytes)
            {
                return;
            }

            var candidates = resources.SelectMany(static resource => resource.Candidates().Select(one => (Resource: resource, one.Instrument, one.Series, one.LastChange)))
                .Where(one => one.LastChange < before)
                .OrderBy(static one => one.LastChange);
            foreach (var (resource, instrument, one, _) in candidates)
            {
                if (_series <= targetSeries && Bytes <= targetBytes)
                {
                    return;
                }

                if (resource.Remove(instrument, one) is { } freed)
                {
                    Bytes -= freed;
                    _series--;
                    SeriesDropped++;
                }
            }
        }
    }
}
