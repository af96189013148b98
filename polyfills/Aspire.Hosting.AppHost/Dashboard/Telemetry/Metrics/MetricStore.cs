using System.Collections.Concurrent;

namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>The metrics of all resources, bounded by series and by bytes: what is idle longest is dropped first, and counted. For many threads.</summary>
internal sealed class MetricStore(TimeProvider clock, TelemetryLimits limits)
{
    // What is still coming in: a chart ends so long before now if a process has stopped, in milliseconds.
    private const long Delay = 3000;

    private readonly ConcurrentDictionary<string, ResourceMetrics> _resources = new(StringComparer.OrdinalIgnoreCase);
    private readonly MetricEviction _eviction = new(limits);
    private long _received;
    private long _pointsIgnored;
    private long _pointsDropped;
    private long _seriesDropped;
    private long _series;
    private long _bytes;
    private long _version;

    public MetricStore(TimeProvider clock)
        : this(clock, new TelemetryLimits())
    {
    }

    public long PointsReceived => Interlocked.Read(ref _received);

    /// <summary>Points that were no news (sent twice, or after newer ones) or could not be read as what they are.</summary>
    public long PointsIgnored => Interlocked.Read(ref _pointsIgnored);

    /// <summary>Values that series had to give up for lack of room: the older half of their history.</summary>
    public long PointsDropped => Interlocked.Read(ref _pointsDropped);

    /// <summary>Series that were dropped for lack of room.</summary>
    public long SeriesDropped => Interlocked.Read(ref _seriesDropped);

    public long SeriesCount => Interlocked.Read(ref _series);

    /// <summary>The bytes that everything takes, about.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public long Version => Interlocked.Read(ref _version);

    /// <summary>The resources that have sent metrics, by name.</summary>
    public IReadOnlyList<string> Resources => [.. _resources.Keys.Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Takes in a request or a part of it; <see cref="EndExport"/> follows when all of it is in.</summary>
    public void Add(IReadOnlyList<MetricBatch> batches)
    {
        var now = Now();
        foreach (var group in batches.GroupBy(static batch => batch.Resource.Name, StringComparer.OrdinalIgnoreCase))
        {
            foreach (var batch in group)
            {
                batch.Resource.HasMetrics = true;
            }

            Interlocked.Add(ref _received, group.Sum(static batch => batch.Metrics.Sum(static data => data.Points.Count)));
            (int Ignored, int Series, long Bytes)? added;
            while ((added = _resources.GetOrAdd(group.Key, static _ => new ResourceMetrics()).Add(group, now)) is null)
            {
                // It was closed in the meantime, and another thread is about to take it out.
                Thread.Yield();
            }

            Interlocked.Add(ref _pointsIgnored, added.Value.Ignored);
            Count(added.Value.Series, added.Value.Bytes);
        }

        if (_eviction.IsNeeded(SeriesCount, Bytes))
        {
            var (points, seriesDropped, bytes) = _eviction.Run(_resources.Values, now, () => (SeriesCount, Bytes));
            Interlocked.Add(ref _pointsDropped, points);
            Interlocked.Add(ref _seriesDropped, seriesDropped);
            Count(-seriesDropped, bytes);
            foreach (var resource in _resources)
            {
                if (resource.Value.IsClosed)
                {
                    _resources.TryRemove(resource);
                }
            }
        }

        Interlocked.Increment(ref _version);
    }

    /// <summary>A request is over that brought points of these processes.</summary>
    public void EndExport(IEnumerable<TelemetryResource> senders)
    {
        foreach (var sender in senders)
        {
            if (_resources.TryGetValue(sender.Name, out var metrics))
            {
                metrics.EndExport(sender);
            }
        }
    }

    /// <summary>Forgets a resource's metrics, or all.</summary>
    public void Clear(string? resource)
    {
        foreach (var name in resource is null ? Resources : [resource])
        {
            if (_resources.TryRemove(name, out var removed))
            {
                var (series, bytes) = removed.Close();
                Count(-series, -bytes);
            }
        }

        Interlocked.Increment(ref _version);
    }

    /// <summary>The instruments of a resource, by meter and name.</summary>
    public IReadOnlyList<Instrument> Of(string resource) =>
        _resources.TryGetValue(resource, out var metrics) ? Sort(metrics.ReadAll(static instrument => instrument.Describe()), static instrument => instrument) : [];

    public Instrument? Find(string resource, string meter, string name) => Read(resource, meter, name, static instrument => instrument.Describe());

    /// <summary>The attributes of an instrument's series.</summary>
    public IReadOnlyList<Dimension> Dimensions(string resource, string meter, string name) => Read(resource, meter, name, DimensionReader.Read) ?? [];

    /// <summary>What an instrument was over time; null if there is no such instrument.</summary>
    public ChartData? Read(string resource, string meter, string name, ChartQuery query)
    {
        if (!_resources.TryGetValue(resource, out var metrics))
        {
            return null;
        }

        var steps = new ChartSteps(query.Window, Until(metrics));
        return metrics.Read(meter, name, instrument => ChartReader.Read(instrument, query, steps));
    }

    /// <summary>Every instrument with its latest value, by meter and name.</summary>
    public IReadOnlyList<(Instrument Instrument, LatestValue Value)> Latest(string resource)
    {
        if (!_resources.TryGetValue(resource, out var metrics))
        {
            return [];
        }

        var steps = new ChartSteps(LatestValue.Window, Until(metrics));
        return Sort(metrics.ReadAll(instrument => (Instrument: instrument.Describe(), Value: LatestValue.Read(instrument, steps))), static pair => pair.Instrument);
    }

    /// <summary>What a resource has answered or processed in the window; null if it has no metric of either.</summary>
    public RequestSummary? Requests(string resource, TimeSpan window)
    {
        if (!_resources.TryGetValue(resource, out var metrics))
        {
            return null;
        }

        var until = Until(metrics);
        var all = metrics.ReadNamed(RequestReader.Instruments, instrument => RequestReader.Read(instrument, window, until));
        // The first that has counted something, else the first that is there.
        return (all.FirstOrDefault(static one => one?.Count > 0) ?? all.FirstOrDefault(static one => one is not null))?.Summary;
    }

    private static List<T> Sort<T>(IReadOnlyList<T> all, Func<T, Instrument> instrument) =>
        [.. all.OrderBy(one => instrument(one).Scope.Name, StringComparer.OrdinalIgnoreCase).ThenBy(one => instrument(one).Name, StringComparer.OrdinalIgnoreCase)];

    private T? Read<T>(string resource, string meter, string name, Func<InstrumentStore, T> read)
        where T : class => _resources.TryGetValue(resource, out var metrics) ? metrics.Read(meter, name, read) : null;

    /// <summary>Until when a resource's metrics are known: its last export, or now if it sends no more.</summary>
    private long Until(ResourceMetrics metrics)
    {
        var (last, interval) = metrics.Exports();
        var now = Now();
        return now - last > Math.Max(Delay, 2 * interval) ? now - Delay : Math.Min(now, last);
    }

    private void Count(long series, long bytes)
    {
        Interlocked.Add(ref _series, series);
        Interlocked.Add(ref _bytes, bytes);
    }

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
