using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>The series of one instrument of one resource. Used under the lock of its <see cref="ResourceMetrics"/>.</summary>
internal sealed class InstrumentStore(TelemetryScope scope, MetricData first)
{
    private readonly Dictionary<TelemetryAttributes, MetricSeries> _series = [];
    private readonly ExemplarSample _exemplars = new();
    private int _counted;

    public TelemetryScope Scope { get; private set; } = scope;

    public string Name { get; } = first.Name;

    public string Unit { get; private set; } = first.Unit;

    public string Description { get; private set; } = first.Description;

    public InstrumentKind Kind { get; } = first.Kind;

    public TelemetryResource? Resource { get; private set; }

    public BucketLayouts Layouts { get; } = new();

    public IReadOnlyCollection<MetricSeries> Series => _series.Values;

    /// <summary>Takes points in.</summary>
    /// <param name="process">Who sent them.</param>
    /// <param name="scope">The meter as it is now.</param>
    /// <param name="data">The points.</param>
    /// <param name="now">Milliseconds since 1970. A point is not from later than that.</param>
    /// <returns>How many points were no news or could not be read, how many series there are more, how many bytes, and the time of the newest point that was taken (0: none was).</returns>
    public (int Ignored, int Series, int Bytes, long Newest) Add(MetricProcess process, TelemetryScope scope, MetricData data, long now)
    {
        (Resource, Scope, Unit, Description) = (process.Resource, scope, data.Unit, data.Description);
        var (ignored, bytes, before, newest) = (0, 0, _series.Count, 0L);
        foreach (var point in data.Points)
        {
            var at = point.Time == 0 ? now : Math.Min(now, (long)(point.Time / 1_000_000));
            var series = GetOrAdd(point.Attributes);
            var isNew = TryAdd(series, process, new PointTime(point.Start, at, data.IsDelta), point);
            ignored += isNew ? 0 : 1;
            if (isNew)
            {
                newest = Math.Max(newest, at);
                foreach (var exemplar in point.Exemplars)
                {
                    _exemplars.Add(exemplar, series);
                }
            }

            bytes += Count(series);
        }

        var own = 600 + (int)(TelemetrySize.Of(Unit) + TelemetrySize.Of(Description) + TelemetrySize.Of(Name) + TelemetrySize.Of(Scope)) + Layouts.Size + (_exemplars.Count * ExemplarSample.Size);
        bytes += own - _counted;
        _counted = own;
        return (ignored, _series.Count - before, bytes, newest);
    }

    /// <summary>Counts a series' bytes anew, and says by how many they are more.</summary>
    public static int Count(MetricSeries series)
    {
        var before = series.Counted;
        series.Counted = series.Size;
        return series.Counted - before;
    }

    /// <summary>Drops a series with its exemplars, and says how many bytes that frees; null if it is gone already.</summary>
    public long? Remove(MetricSeries series)
    {
        if (!_series.TryGetValue(series.Attributes, out var current) || !ReferenceEquals(current, series))
        {
            return null;
        }

        _series.Remove(series.Attributes);
        var exemplars = _exemplars.Remove(series) * ExemplarSample.Size;
        _counted -= exemplars;
        return series.Counted + exemplars;
    }

    /// <summary>The bytes of everything that is counted here.</summary>
    public long Bytes => _counted + _series.Values.Sum(static series => (long)series.Counted);

    public Instrument Describe() => new(Resource!, Scope, Name, Unit, Description, Kind, _series.Count);

    public IReadOnlyList<Exemplar> Exemplars(long from, DimensionFilter filter) => _exemplars.Since(from, filter);

    private MetricSeries GetOrAdd(TelemetryAttributes attributes)
    {
        if (_series.TryGetValue(attributes, out var series))
        {
            return series;
        }

        series = Kind switch
        {
            InstrumentKind.Counter => new CounterSeries(attributes),
            InstrumentKind.Histogram => new HistogramSeries(attributes),
            _ => new LevelSeries(attributes, isSum: Kind == InstrumentKind.UpDownCounter),
        };
        _series.Add(attributes, series);
        return series;
    }

    private bool TryAdd(MetricSeries series, MetricProcess process, in PointTime time, MetricPoint point) => series switch
    {
        CounterSeries counter => point.Value >= 0 && double.IsFinite(point.Value) && counter.Add(process, time, point.Value),
        LevelSeries level => double.IsFinite(point.Value) && level.Add(process, time, point.Value),
        HistogramSeries histogram => TryRead(point, out var counts) && histogram.Add(process, time, counts),
        _ => false,
    };

    private bool TryRead(MetricPoint point, [NotNullWhen(true)] out BucketCounts? counts)
    {
        counts = point.Buckets?.Read(Layouts);
        return counts is not null;
    }
}
