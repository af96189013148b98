namespace Aspire.Hosting.Dashboard.Telemetry.Metrics;

/// <summary>What one process has sent of one meter in one request.</summary>
internal sealed record MetricBatch(TelemetryResource Resource, TelemetryScope Scope, IReadOnlyList<MetricData> Metrics);
