using Aspire.Hosting.Dashboard.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Dashboard.Api.Telemetry;

/// <summary>Telemetry for scripts.</summary>
internal static class TelemetryApi
{
    public static void Add(IServiceCollection services)
    {
        // Nothing yet.
    }

    public static void Map(DashboardRoutes routes)
    {
        // Nothing yet.
    }
}
