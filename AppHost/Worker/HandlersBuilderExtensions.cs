using Microsoft.Extensions.DependencyInjection;
using MyArch.AppHost.AutoScaling;
using MyArch.AppHost.Topology;

namespace MyArch.AppHost.Worker;

/// <summary>Gives the daemons of a worker group the app that they post to.</summary>
internal static class HandlersBuilderExtensions
{
    private const string Endpoint = "http";

    /// <summary>
    /// Adds to each instance of the group a second process, <c>worker-a1-app</c> beside <c>worker-a1</c>: a handler that crashes leaves the daemon alive. It starts with its daemon, also when the
    /// daemon is started by command, and goes on when the daemon stops.
    /// </summary>
    public static IResourceBuilder<AutoScalingGroupResource> WithHandlers<TProject>(this IResourceBuilder<AutoScalingGroupResource> group, TopologyEnvironment environment)
        where TProject : IProjectMetadata, new()
    {
        var builder = group.ApplicationBuilder;
        foreach (var instance in group.Resource.Instances)
        {
            var daemon = builder.CreateResourceBuilder(instance.Project);
            var app = builder.AddInstance<TProject>($"{instance.Project.Name}-app", instance.Zone, group.Resource, environment)
                .WithParentRelationship(daemon);
            daemon.WithEnvironment("Sqsd__AppUrl", app.GetEndpoint(Endpoint));
            if (!instance.StartsWithTheSystem)
            {
                app.WithExplicitStart();
                daemon.OnBeforeResourceStarted((_, starting, cancellationToken) => StartAsync(app.Resource, starting.Services, cancellationToken));
            }

            instance.App = app.Resource;
        }

        return group;
    }

    /// <summary>
    /// Bounds the making of a thumbnail within what the daemon waits for it: <c>InactivityTimeout</c> is 10 s when the clock runs at 30, and a picture that is given up ten times is a dead letter. The wait
    /// for a turn is short, since it keeps a place from orders; after it the picture waits on the queue.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithThumbnailLimits(this IResourceBuilder<ProjectResource> app) => app
        .WithEnvironment("Thumbnails__MaxWait", "00:00:01")
        .WithEnvironment("Thumbnails__Timeout", "00:00:06");

    private static async Task StartAsync(ProjectResource app, IServiceProvider services, CancellationToken cancellationToken)
    {
        var notifications = services.GetRequiredService<ResourceNotificationService>();
        if (notifications.TryGetCurrentState(app.Name, out var current) && IsRunning(current.Snapshot.State?.Text))
        {
            return;
        }

        var started = await services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync(app, KnownResourceCommands.StartCommand, cancellationToken);
        if (!started.Success)
        {
            throw new DistributedApplicationException($"'{app.Name}' could not be started: {started.Message}");
        }
    }

    private static bool IsRunning(string? state) => state == KnownResourceStates.Starting || state == KnownResourceStates.Running;
}
