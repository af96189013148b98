using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine.Dashboard;
using Aspire.Hosting.Engine.Health;
using Aspire.Hosting.Engine.Images;
using Aspire.Hosting.Engine.Logging;
using Aspire.Hosting.Engine.Orchestration;
using Aspire.Hosting.Engine.Parameters;
using Aspire.Hosting.Engine.Processes;
using Aspire.Hosting.Engine.Store;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Engine;

/// <summary>Adds the engine to the host that an application builder makes.</summary>
internal static class EngineServices
{
    /// <summary>What libraries log is of interest only when something is wrong. Any configuration of the application's own comes first.</summary>
    private static readonly Dictionary<string, string?> QuietLogging = new(StringComparer.Ordinal)
    {
        ["Logging:LogLevel:Default"] = nameof(LogLevel.Information),
        ["Logging:LogLevel:Microsoft"] = nameof(LogLevel.Warning),
        ["Logging:LogLevel:System"] = nameof(LogLevel.Warning),

        // A check that fails while its resource starts is no error; the health monitor tells what matters.
        ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = nameof(LogLevel.None),
    };

    public static void Add(HostApplicationBuilder host, DistributedApplicationBuilder application, DistributedApplicationOptions options)
    {
        ((IConfigurationBuilder)host.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = QuietLogging });
        var mask = new SecretMask();
        if (!options.DisableDashboard)
        {
            DashboardConfiguration.AddKeys(host.Configuration, mask);
        }

        var store = new StoreDirectory(host.Configuration, application.AppHostDirectory);
        var services = host.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(mask);
        services.AddSingleton(store);
        services.AddSingleton(new ParameterValues(host.Configuration, new SecretStore(store), mask));
        services.AddSingleton<IDistributedApplicationBuilder>(application);
        services.AddSingleton(application.Eventing);
        services.AddSingleton(application.ExecutionContext);
        services.AddSingleton(_ => new DistributedApplicationModel(application.Resources));
        services.AddSingleton(s => new ResourceLoggerService(mask, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ResourceNotificationService>();
        services.AddSingleton(s => new ResourceCommandService(s.GetRequiredService<ResourceNotificationService>(), s.GetRequiredService<ResourceLoggerService>(), s));
        AddEngine(services);
        services.AddHealthChecks();
        services.AddHostedService(s => s.GetRequiredService<ApplicationOrchestrator>());
    }

    private static void AddEngine(IServiceCollection services)
    {
        services.AddSingleton<ResourceLogForwarder>();
        services.AddSingleton(s => new ProcessLauncher(s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(_ => new NativeImages());
        services.AddSingleton<ModelValidator>();
        services.AddSingleton<EndpointAllocator>();
        services.AddSingleton<ExecutionConfigurationReader>();
        services.AddSingleton<ContainerReader>();
        services.AddSingleton<WorkloadLauncher>();
        services.AddSingleton<ResourceStates>();
        services.AddSingleton<ResourceEvents>();
        services.AddSingleton<ResourceUrls>();
        services.AddSingleton<ParameterStates>();
        services.AddSingleton<ConnectionStrings>();
        services.AddSingleton<RunnerServices>();
        services.AddSingleton<HealthChecks>();
        services.AddSingleton<HealthMonitor>();
        services.AddSingleton<ApplicationOrchestrator>();
    }
}
