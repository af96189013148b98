namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>What an instrument counts or measures, which says how it is shown.</summary>
internal enum InstrumentKind
{
    /// <summary>Only goes up; shown as a rate per second.</summary>
    Counter,

    /// <summary>Goes up and down; shown as it is, and summed over its series.</summary>
    UpDownCounter,

    /// <summary>A measurement of now; shown as it is, and never summed.</summary>
    Gauge,

    /// <summary>Many measurements, counted in buckets; shown as percentiles.</summary>
    Histogram,
}
