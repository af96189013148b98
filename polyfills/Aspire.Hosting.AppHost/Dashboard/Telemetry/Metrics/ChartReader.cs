namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>Reads an instrument's series into a chart.</summary>
internal static class ChartReader
{
    /// <summary>Of two that are alike the later one goes.</summary>
    private static readonly Comparer<(double Highest, int Index)> SmallestFirst = Comparer<(double Highest, int Index)>.Create(
        static (a, b) => a.Highest.CompareTo(b.Highest) is var byHighest and not 0 ? byHighest : b.Index.CompareTo(a.Index));

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

        var (shown, leftOut) = ReadNumbers(instrument.Kind, series, query.SplitBy, steps);
        return new ChartData(instrument.Kind, instrument.Unit, steps.Step, steps.Times(), shown, null, exemplars, series.Count, leftOut);
    }

    /// <summary>The largest lines, by name. There may be twenty thousand, and they may rise one after the other: all are measured, and only those that are shown then get values and a name.</summary>
    private static (IReadOnlyList<ChartLine> Lines, int LeftOut) ReadNumbers(InstrumentKind kind, List<MetricSeries> series, string? splitBy, ChartSteps steps)
    {
        // A gauge that is not split has a line for each series: no two have the same attributes.
        IEnumerable<IEnumerable<MetricSeries>> groups = kind == InstrumentKind.Gauge && splitBy is null
            ? series.Select(static one => new[] { one })
            : series.GroupBy(one => NameOf(one, kind, splitBy), StringComparer.Ordinal);
        var largest = new PriorityQueue<IEnumerable<MetricSeries>, (double Highest, int Index)>(ChartData.MostLines + 1, SmallestFirst);
        var (sum, one) = (new NumberSteps(steps, kind != InstrumentKind.Counter), new NumberSteps(steps, kind != InstrumentKind.Counter));
        var count = 0;
        foreach (var group in groups)
        {
            Combine(group, kind, steps, ref sum, ref one);
            largest.Enqueue(group, (sum.Highest(), count++));
            if (largest.Count > ChartData.MostLines)
            {
                largest.Dequeue();
            }
        }

        var lines = new List<ChartLine>(largest.Count);
        foreach (var (group, _) in largest.UnorderedItems)
        {
            Combine(group, kind, steps, ref sum, ref one);
            lines.Add(new ChartLine(NameOf(group.First(), kind, splitBy), sum.ToArray()));
        }

        return ([.. lines.OrderBy(static line => line.Name, StringComparer.Ordinal)], count - lines.Count);
    }

    /// <summary>Reads the sum of series, or the highest value of a gauge's.</summary>
    private static void Combine(IEnumerable<MetricSeries> series, InstrumentKind kind, ChartSteps steps, ref NumberSteps all, ref NumberSteps one)
    {
        all.Clear();
        foreach (var each in series)
        {
            var track = each is LevelSeries level ? level.At(steps.Resolution) : ((CounterSeries)each).At(steps.Resolution);
            one.Clear();
            track.Read(steps.FirstSlot, steps.SlotOf(each.AliveUntil), ref one);
            all.Add(one, isHighest: kind == InstrumentKind.Gauge);
        }
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
