namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>Exemplars of one instrument: of each quarter of a minute and each doubling of values the largest one, so that the slow ones are there and a busy instrument keeps its history.</summary>
internal sealed class ExemplarSample
{
    /// <summary>How many an instrument keeps.</summary>
    public const int Most = 384;

    /// <summary>The bytes that one takes, about.</summary>
    public const int Size = 200;

    private const long Span = 15_000;

    // In the order in which they came.
    private readonly OrderedDictionary<(long Span, int Magnitude), (Exemplar Exemplar, MetricSeries Series)> _kept = [];

    public int Count => _kept.Count;

    public void Add(Exemplar exemplar, MetricSeries series)
    {
        var key = (exemplar.Time / Span, exemplar.Value == 0 ? int.MinValue : Math.ILogB(exemplar.Value));
        if (_kept.TryGetValue(key, out var known))
        {
            if (known.Exemplar.Value < exemplar.Value)
            {
                _kept[key] = (exemplar, series);
            }

            return;
        }

        if (_kept.Count == Most)
        {
            _kept.RemoveAt(0);
        }

        _kept.Add(key, (exemplar, series));
    }

    /// <summary>Drops those of a series, and says how many they were.</summary>
    public int Remove(MetricSeries series)
    {
        var before = Count;
        for (var index = Count - 1; index >= 0; index--)
        {
            if (ReferenceEquals(_kept.GetAt(index).Value.Series, series))
            {
                _kept.RemoveAt(index);
            }
        }

        return before - Count;
    }

    /// <summary>Those after <paramref name="from"/> (milliseconds since 1970) whose attributes are asked for, oldest first.</summary>
    public IReadOnlyList<Exemplar> Since(long from, DimensionFilter filter) => [.. _kept.Values
        .Where(kept => kept.Exemplar.Time >= from && filter.Accepts(kept.Series.Attributes)).Select(static kept => kept.Exemplar).OrderBy(static exemplar => exemplar.Time)];
}
