namespace Aspire.Hosting.Dashboard.Metrics;

/// <summary>What the page shows.</summary>
public sealed record MetricsView
{
    /// <summary>The resources that have sent metrics, and how to look at them.</summary>
    public required IReadOnlyList<MetricsLink> Resources { get; init; }

    public string? Resource { get; init; }

    /// <summary>Fields of the query that another resource keeps.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Kept { get; init; }

    /// <summary>Meters and their instruments.</summary>
    public required IReadOnlyList<MeterView> Meters { get; init; }

    public InstrumentView? Instrument { get; init; }

    /// <summary>The name of an instrument that was asked for and that the resource has not sent.</summary>
    public string? Missing { get; init; }

    /// <summary>What the store had to drop, in words; null if nothing.</summary>
    public string? Dropped { get; init; }
}
