using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Tests.Orchestration;

internal static class HealthCheckRegistrations
{
    public static void AddNeverHealthyCheck(this IDistributedApplicationBuilder builder, string key, string message = "still not") =>
        builder.Services.AddHealthChecks().AddCheck(key, () => HealthCheckResult.Unhealthy(message));
}
