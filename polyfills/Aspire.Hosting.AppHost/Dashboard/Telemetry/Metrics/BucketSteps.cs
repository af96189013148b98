namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>Puts what <see cref="BucketTrack"/>s hold into the steps of a chart: one distribution each.</summary>
internal readonly struct BucketSteps(ChartSteps steps) : IBucketReceiver
{
    public static readonly double[] Percentiles = [0.5, 0.9, 0.99];

    private readonly Distribution?[] _distributions = new Distribution?[steps.Count];
    private readonly bool[] _isKnown = new bool[steps.Count];

    public void Known(long first, long last)
    {
        var (from, to) = steps.StepsOf(first, last);
        for (var step = from; step <= to; step++)
        {
            _isKnown[step] = true;
        }
    }

    public Distribution? Counts(long slot)
    {
        var (from, to) = steps.StepsOf(slot, slot);
        return from > to ? null : _distributions[from] ??= new Distribution();
    }

    /// <summary>A line for each of <see cref="Percentiles"/>, and the measurements per second.</summary>
    public (IReadOnlyList<ChartLine> Lines, double?[] Rates) ToLines()
    {
        double?[][] values = [new double?[steps.Count], new double?[steps.Count], new double?[steps.Count]];
        var rates = new double?[steps.Count];
        for (var step = 0; step < steps.Count; step++)
        {
            rates[step] = _isKnown[step] ? 0 : null;
            if (_distributions[step] is not { } distribution)
            {
                continue;
            }

            rates[step] = distribution.Count / steps.Seconds(step);
            var quantiles = distribution.Quantiles(Percentiles);
            for (var index = 0; index < quantiles.Length; index++)
            {
                values[index][step] = quantiles[index];
            }
        }

        return ([new("p50", values[0]), new("p90", values[1]), new("p99", values[2])], rates);
    }
}
