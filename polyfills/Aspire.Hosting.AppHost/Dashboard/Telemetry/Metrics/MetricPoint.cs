namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>One point: a number, or the buckets of a histogram.</summary>
internal sealed class MetricPoint
{
    /// <summary>The dimensions, by rising names, so that equal ones compare as equal.</summary>
    public TelemetryAttributes Attributes { get; init; }

    /// <summary>Since when the point counts, in nanoseconds since 1970; 0 if the sender does not say.</summary>
    public ulong Start { get; init; }

    /// <summary>When it was taken, in nanoseconds since 1970.</summary>
    public ulong Time { get; init; }

    public double Value { get; init; }

    public PointBuckets? Buckets { get; init; }

    public IReadOnlyList<Exemplar> Exemplars { get; init; } = [];
}
