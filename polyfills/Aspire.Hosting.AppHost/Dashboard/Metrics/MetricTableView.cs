namespace Aspire.Hosting.Dashboard.Metrics;

/// <summary>The values in words, newest first, and the slowest examples.</summary>
/// <param name="Url">Where this is fetched anew.</param>
/// <param name="Columns">The heads of the columns after the time.</param>
/// <param name="Rows">A row for each step of which anything is known.</param>
/// <param name="Examples">Measurements whose trace is known, the largest first.</param>
/// <param name="LeftOut">What is not shown, in words; null if nothing.</param>
public sealed record MetricTableView(string Url, IReadOnlyList<string> Columns, IReadOnlyList<MetricRow> Rows, IReadOnlyList<MetricExample> Examples, string? LeftOut);
