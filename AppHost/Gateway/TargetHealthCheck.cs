using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MyArch.AppHost.Gateway;

/// <summary>
/// Asks the gateway for the state of its targets: healthy when all are, degraded when some are, unhealthy when a target group has none that is. So a gateway that is ready
/// answers the first request.
/// </summary>
internal sealed partial class TargetHealthCheck(EndpointReference internalEndpoint, ParameterResource callerSecret, HttpClient http) : IHealthCheck
{
    private const string HealthyState = "healthy";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(internalEndpoint.Url), "/elb/target-groups"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await callerSecret.GetValueAsync(cancellationToken));
            // Nobody wants to see it among the traces: a parent that is not sampled keeps it out.
            request.Headers.Add("traceparent", $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-00");
            using var response = await http.SendAsync(request, cancellationToken);
            response.EnsureSuccessStatusCode();
            var groups = await response.Content.ReadFromJsonAsync(TargetGroupsJson.Default.TargetGroupList, cancellationToken);
            return Judge(groups?.Items ?? []);
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException)
        {
            return HealthCheckResult.Unhealthy(failure.Message, failure);
        }
    }

    private static HealthCheckResult Judge(IReadOnlyList<TargetGroup> groups)
    {
        var unhealthy = groups
            .SelectMany(static group => group.Targets)
            .Where(static target => target.State != HealthyState)
            .Select(static target => $"{target.Id} is {target.State}{(target.Reason is null ? "" : $": {target.Reason}")}")
            .ToList();
        var words = string.Join("; ", unhealthy);
        return unhealthy.Count == 0 ? HealthCheckResult.Healthy()
            : groups.Any(static group => group.Targets.All(static target => target.State != HealthyState)) ? HealthCheckResult.Unhealthy(words)
            : HealthCheckResult.Degraded(words);
    }

    internal sealed record Target(string Id, string State, string? Reason);

    internal sealed record TargetGroup(string Name, IReadOnlyList<Target> Targets);

    internal sealed record TargetGroupList(IReadOnlyList<TargetGroup> Items);

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(TargetGroupList))]
    private sealed partial class TargetGroupsJson : JsonSerializerContext;
}
