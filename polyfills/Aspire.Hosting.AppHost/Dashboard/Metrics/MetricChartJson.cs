namespace Aspire.Hosting.Dashboard.Metrics;

/// <summary>What <c>metrics.js</c> draws.</summary>
/// <param name="Unit">The unit of all values.</param>
/// <param name="Step">Seconds between two values.</param>
/// <param name="Times">Seconds since 1970.</param>
/// <param name="Lines">The lines, each with a value or null for each time.</param>
/// <param name="Exemplars">Marks that lead to traces.</param>
/// <param name="LeftOut">What is not shown, in words.</param>
internal sealed record MetricChartJson(
    string Unit, int Step, IReadOnlyList<long> Times, IReadOnlyList<MetricLineJson> Lines, IReadOnlyList<MetricExemplarJson> Exemplars, string? LeftOut);
