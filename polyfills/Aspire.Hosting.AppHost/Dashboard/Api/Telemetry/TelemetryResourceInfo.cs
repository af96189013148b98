using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Api.Telemetry;

/// <summary>A resource in an answer.</summary>
/// <param name="Name"><c>service.name</c>.</param>
/// <param name="InstanceId"><c>service.instance.id</c>, if the sender names one.</param>
/// <param name="DisplayName">Both, joined by a dash.</param>
/// <param name="HasLogs">Whether it has sent log records; likewise the other two.</param>
internal sealed record TelemetryResourceInfo(string Name, string? InstanceId, string DisplayName, bool HasLogs, bool HasTraces, bool HasMetrics)
{
    public static TelemetryResourceInfo Of(TelemetryResource resource) => new(
        resource.Name,
        resource.InstanceId.Length == 0 ? null : resource.InstanceId,
        resource.InstanceId.Length == 0 ? resource.Name : $"{resource.Name}-{resource.InstanceId}",
        resource.HasLogs,
        resource.HasSpans,
        resource.HasMetrics);
}
