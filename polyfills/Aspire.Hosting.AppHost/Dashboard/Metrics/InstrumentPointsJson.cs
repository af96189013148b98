namespace Aspire.Hosting.Dashboard.Metrics;

/// <summary>An instrument over time, for scripts, in its own unit.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Meter">Its meter.</param>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its unit as UCUM writes it; values of counters are per second.</param>
/// <param name="Kind"><c>counter</c>, <c>upDownCounter</c>, <c>gauge</c> or <c>histogram</c>.</param>
/// <param name="StepSeconds">From one value to the next.</param>
/// <param name="Times">The ends of the steps, in seconds since 1970.</param>
/// <param name="Lines">Percentiles of a histogram, one line otherwise, or one for each value of the attribute that <c>by</c> names, or for each series of a gauge.</param>
/// <param name="RatesPerSecond">Measurements of a histogram.</param>
/// <param name="Dimensions">The attributes of all series, and their values.</param>
/// <param name="Exemplars">Measurements whose trace was told.</param>
internal sealed record InstrumentPointsJson(
    string Resource, string Meter, string Name, string Unit, string Kind, int StepSeconds, IReadOnlyList<long> Times, IReadOnlyList<PointsJson> Lines,
    IReadOnlyList<double?>? RatesPerSecond, IReadOnlyDictionary<string, IReadOnlyList<string>> Dimensions, IReadOnlyList<ExemplarJson> Exemplars);
