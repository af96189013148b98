namespace Aspire.Hosting.Dashboard.Metrics;

/// <summary>An instrument over time.</summary>
public sealed record InstrumentView
{
    public required string Meter { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    /// <summary>What is shown of it, in words.</summary>
    public required string Shows { get; init; }

    public required IReadOnlyList<MetricsLink> Windows { get; init; }

    public required IReadOnlyList<MetricsLink> Views { get; init; }

    public required bool IsTable { get; init; }

    public required IReadOnlyList<DimensionView> Dimensions { get; init; }

    /// <summary>The attributes by which lines can be split, with "(none)" first; empty where nothing can.</summary>
    public required IReadOnlyList<MetricSplit> Splits { get; init; }

    /// <summary>Fields of the query that the filters keep.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Kept { get; init; }

    /// <summary>Without filters.</summary>
    public required string ClearHref { get; init; }

    public required bool IsFiltered { get; init; }

    /// <summary>Where the chart's values are.</summary>
    public required string DataUrl { get; init; }

    public required MetricTableView Table { get; init; }
}
