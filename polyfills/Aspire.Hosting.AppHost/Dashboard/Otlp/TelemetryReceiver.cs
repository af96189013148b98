using Aspire.Hosting.Dashboard.Hosting;
using Aspire.Hosting.Dashboard.Live;
using Aspire.Hosting.Dashboard.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>Takes telemetry in over OTLP, and holds the stores of traces and logs.</summary>
internal static class TelemetryReceiver
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<TelemetryResources>(static s => new(s.GetRequiredService<TelemetryLimits>()));
        services.AddSingleton<TraceStore>(static s => new(s.GetRequiredService<TelemetryLimits>()));
        services.AddSingleton<LogStore>(static s => new(s.GetRequiredService<TelemetryLimits>()));
        services.AddSingleton(static s => new LiveTopic("traces", () => s.GetRequiredService<TraceStore>().Version));
        services.AddSingleton(static s => new LiveTopic("logs", () => s.GetRequiredService<LogStore>().Version));
    }

    public static void Map(DashboardRoutes routes)
    {
        // Nothing yet.
    }
}
