namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>What a process has counted in a series when it last said so.</summary>
internal sealed class RunningTotal<T>(MetricProcess process)
{
    public MetricProcess Process { get; } = process;

    /// <summary>Since when it counts, in nanoseconds since 1970; 0 if it doesn't say.</summary>
    public ulong Start { get; set; }

    /// <summary>When it said so, in milliseconds since 1970.</summary>
    public long At { get; set; }

    public required T Value { get; set; }
}
