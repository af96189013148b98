namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>Reads an instrument's series into a chart.</summary>
internal static class ChartReader
{
    public static ChartData Read(InstrumentStore instrument, ChartQuery query, ChartSteps steps)
    {
        var series = instrument.Series.Where(one => query.Filter.Accepts(one.Attributes)).ToList();
        var exemplars = instrument.Exemplars(steps.Begin, query.Filter);
        if (instrument.Kind == InstrumentKind.Histogram)
        {
            var buckets = new BucketSteps(steps);
            foreach (var histogram in series.Cast<HistogramSeries>())
            {
                histogram.At(steps.Resolution).Read(steps.FirstSlot, steps.SlotOf(histogram.AliveUntil), instrument.Layouts, ref buckets);
            }

            var (lines, rates) = buckets.ToLines();
            return new ChartData(instrument.Kind, instrument.Unit, steps.Step, steps.Times(), lines, rates, exemplars, series.Count, 0);
        }

        var numbers = series.GroupBy(one => NameOf(one, instrument.Kind, query.SplitBy), StringComparer.Ordinal)
            .Select(group => new ChartLine(group.Key, Combine(group, instrument.Kind, steps).ToArray()))
            .OrderByDescending(static line => line.Values.Max())
            .ToList();
        var shown = numbers.Take(ChartData.MostLines).OrderBy(static line => line.Name, StringComparer.Ordinal).ToList();
        return new ChartData(
            instrument.Kind, instrument.Unit, steps.Step, steps.Times(), shown, null, exemplars, series.Count, numbers.Count - shown.Count);
    }

    /// <summary>The sum of series, or the highest value of a gauge's.</summary>
    private static NumberSteps Combine(IEnumerable<MetricSeries> series, InstrumentKind kind, ChartSteps steps)
    {
        NumberSteps? all = null;
        foreach (var one in series)
        {
            var (track, isLevel) = one switch
            {
                LevelSeries level => (level.At(steps.Resolution), true),
                _ => (((CounterSeries)one).At(steps.Resolution), false),
            };
            var read = new NumberSteps(steps, isLevel);
            track.Read(steps.FirstSlot, steps.SlotOf(one.AliveUntil), ref read);
            all?.Add(read, isHighest: kind == InstrumentKind.Gauge);
            all ??= read;
        }

        return all ?? new NumberSteps(steps, isLevel: false);
    }

    private static string NameOf(MetricSeries series, InstrumentKind kind, string? splitBy)
    {
        if (splitBy is not null)
        {
            return series.Attributes.Text(splitBy) ?? "(none)";
        }

        return kind == InstrumentKind.Gauge ? string.Join(", ", series.Attributes.Select(static item => $"{item.Key}={item.Value}")) : "";
    }
}
