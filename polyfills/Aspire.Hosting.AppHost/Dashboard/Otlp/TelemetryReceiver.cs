using Aspire.Hosting.Dashboard.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>Takes telemetry in over OTLP.</summary>
internal static class TelemetryReceiver
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
