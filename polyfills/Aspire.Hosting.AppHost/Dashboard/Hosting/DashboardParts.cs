using Aspire.Hosting.Dashboard.Api.Resources;
using Aspire.Hosting.Dashboard.Api.Telemetry;
using Aspire.Hosting.Dashboard.Assets;
using Aspire.Hosting.Dashboard.Console;
using Aspire.Hosting.Dashboard.Live;
using Aspire.Hosting.Dashboard.Metrics;
using Aspire.Hosting.Dashboard.Otlp;
using Aspire.Hosting.Dashboard.Resources;
using Aspire.Hosting.Dashboard.Security;
using Aspire.Hosting.Dashboard.Structured;
using Aspire.Hosting.Dashboard.Traces;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Dashboard.Hosting;

/// <summary>What the dashboard is made of. Each part registers its services, if it has any, and maps its routes by itself, and knows of the others only their services.</summary>
internal static class DashboardParts
{
    public static void Add(IServiceCollection services)
    {
        AssetEndpoints.Add(services);
        TelemetryReceiver.Add(services);
        ResourcesPages.Add(services);
        ConsolePages.Add(services);
        MetricsPages.Add(services);
    }

    public static void Map(DashboardRoutes routes)
    {
        AssetEndpoints.Map(routes);
        LoginEndpoints.Map(routes);
        LiveUpdates.Map(routes);
        TelemetryReceiver.Map(routes);
        TelemetryApi.Map(routes);
        ResourcesPages.Map(routes);
        ConsolePages.Map(routes);
        StructuredPages.Map(routes);
        TracesPages.Map(routes);
        MetricsPages.Map(routes);
        ResourcesApi.Map(routes);
    }
}
