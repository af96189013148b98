namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>What an instrument says now, over all its series.</summary>
/// <param name="Value">The sum of an up-down counter, the highest of a gauge's series, everything that a counter or a histogram has counted since it is known.</param>
/// <param name="RatePerSecond">Of a counter or a histogram: over <see cref="Window"/>.</param>
/// <param name="Percentiles">Of a histogram: p50, p90 and p99 over <see cref="Window"/>, null if nothing was measured.</param>
internal sealed record LatestValue(double? Value, double? RatePerSecond = null, IReadOnlyList<double?>? Percentiles = null)
{
    /// <summary>What rates and percentiles are taken of.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static LatestValue Read(InstrumentStore instrument, ChartSteps steps)
    {
        switch (instrument.Kind)
        {
            case InstrumentKind.Counter:
                var numbers = new NumberSum(steps.FirstSlot, steps.FirstSlot + (steps.Count * steps.SlotsPerStep));
                foreach (var series in instrument.Series.Cast<CounterSeries>())
                {
                    series.At(steps.Resolution).Read(steps.FirstSlot, 0, ref numbers);
                }

                return new LatestValue(instrument.Series.Cast<CounterSeries>().Sum(static series => series.Total), numbers.Sum / Window.TotalSeconds);
            case InstrumentKind.Histogram:
                var buckets = new BucketSum(steps.FirstSlot, steps.FirstSlot + (steps.Count * steps.SlotsPerStep));
                foreach (var series in instrument.Series.Cast<HistogramSeries>())
                {
                    series.At(steps.Resolution).Read(steps.FirstSlot, 0, instrument.Layouts, ref buckets);
                }

                return new LatestValue(
                    instrument.Series.Cast<HistogramSeries>().Sum(static series => series.Total), buckets.Distribution.Count / Window.TotalSeconds,
                    buckets.Distribution.Quantiles(BucketSteps.Percentiles));
            default:
                // A series whose process is gone says nothing of now.
                var now = instrument.Series.Cast<LevelSeries>().Where(series => series.AliveUntil >= steps.Begin).Select(static series => series.Value).ToList();
                return new LatestValue(now.Count == 0 ? null : instrument.Kind == InstrumentKind.Gauge ? now.Max() : now.Sum());
        }
    }
}
