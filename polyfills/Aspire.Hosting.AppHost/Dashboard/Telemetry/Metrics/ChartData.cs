namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>What an instrument was over time.</summary>
/// <param name="Kind">What the lines are: rates per second of a counter, percentiles of a histogram, values otherwise.</param>
/// <param name="Unit">The instrument's unit.</param>
/// <param name="Step">Seconds from one value to the next.</param>
/// <param name="Times">The end of each step, in seconds since 1970.</param>
/// <param name="Lines">The lines; those of a histogram are p50, p90 and p99.</param>
/// <param name="Rates">Measurements of a histogram per second; null for other kinds.</param>
/// <param name="Exemplars">Measurements whose trace was told.</param>
/// <param name="SeriesCount">How many series are in it.</param>
/// <param name="LinesLeftOut">Lines beyond <see cref="MostLines"/>: those with the smallest values are left out.</param>
internal sealed record ChartData(
    InstrumentKind Kind, string Unit, int Step, long[] Times, IReadOnlyList<ChartLine> Lines, double?[]? Rates, IReadOnlyList<Exemplar> Exemplars, int SeriesCount, int LinesLeftOut)
{
    /// <summary>As many lines as there are colours.</summary>
    public const int MostLines = 12;
}
