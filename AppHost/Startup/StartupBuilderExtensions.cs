using Microsoft.Extensions.DependencyInjection;
using MyArch.AppHost.Topology;

namespace MyArch.AppHost.Startup;

/// <summary>Shows how the start goes.</summary>
internal static class StartupBuilderExtensions
{
    /// <summary>
    /// Shows each resource's state while the system starts, then writes <c>running.json</c> and prints where the sites are. A resource that fails before that ends the process with
    /// its reason; afterwards failures are part of the lesson.
    /// </summary>
    public static void ReportStartup(
        this IDistributedApplicationBuilder builder,
        TopologyEnvironment environment,
        IResourceBuilder<ProjectResource> gateway,
        IResourceBuilder<ParameterResource> adminKey)
    {
        DashboardAccess.ChooseKeys(builder.Configuration);
        builder.Services.AddSingleton(_ => StartupDisplay.ForThisConsole());
        builder.Services.AddSingleton(TimeProvider.System);
        // A hosted service would come too late: it starts when all resources have.
        builder.Eventing.Subscribe<BeforeStartEvent>((starting, _) =>
        {
            ActivatorUtilities.CreateInstance<StartupReport>(starting.Services, environment, gateway.Resource, adminKey.Resource).Begin();
            return Task.CompletedTask;
        });
    }
}
