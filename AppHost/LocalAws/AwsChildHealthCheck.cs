using Microsoft.Extensions.Diagnostics.HealthChecks;
using MyArch.CloudDefaults.Aws;

namespace MyArch.AppHost.LocalAws;

/// <summary>Healthy when the queue or bucket is there.</summary>
internal sealed class AwsChildHealthCheck(IAwsChildResource resource) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await resource.FindProblemAsync(cancellationToken) is { } problem ? HealthCheckResult.Unhealthy(problem) : HealthCheckResult.Healthy();
        }
        catch (Exception failure) when (AwsFailure.IsOne(failure))
        {
            return HealthCheckResult.Unhealthy(failure.Message, failure);
        }
    }
}
