using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MyArch.AppHost.LocalAws;

/// <summary>Healthy when the endpoint answers HTTP at all: a request without a signature is refused, and that is an answer.</summary>
internal sealed class AwsEndpointHealthCheck(EndpointReference endpoint, HttpClient http) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(endpoint.Url), cancellationToken);
            return (int)response.StatusCode < 500 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"It answers {(int)response.StatusCode}.");
        }
        catch (HttpRequestException failure)
        {
            return HealthCheckResult.Unhealthy(failure.Message, failure);
        }
    }
}
