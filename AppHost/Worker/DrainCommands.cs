using Microsoft.Extensions.DependencyInjection;
using MyArch.AppHost.AutoScaling;
using static MyArch.AppHost.Worker.DaemonControl;

namespace MyArch.AppHost.Worker;

/// <summary>
/// The commands <c>pause</c>, <c>resume</c> and <c>drain</c> of a worker's daemon. Whoever stops an instance drains it first: a process that is told to stop has 5 s, and a message may take longer.
/// </summary>
internal static class DrainCommands
{
    public const string Pause = "pause";
    public const string Resume = "resume";
    public const string Drain = "drain";

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    /// <summary>Adds the commands to each daemon of the group. They can be executed while it runs.</summary>
    public static IResourceBuilder<AutoScalingGroupResource> WithDrainCommands(this IResourceBuilder<AutoScalingGroupResource> group) => group.WithInstances(daemon =>
    {
        var control = new DaemonControl(daemon.GetEndpoint("http"), group.Resource.InternalOriginSecret);
        daemon
            .WithDaemonCommand(Pause, "Pause", "Pause", "Pulls nothing new; what is at work goes on", context => control.PauseAsync(context.CancellationToken))
            .WithDaemonCommand(Resume, "Resume", "Play", "Pulls messages again", context => control.ResumeAsync(context.CancellationToken))
            .WithDaemonCommand(Drain, "Drain and stop", "ArrowExit", "Pulls nothing new, waits until nothing is at work, and stops it", context => DrainAsync(daemon.Resource, control, context));
    });

    private static IResourceBuilder<ProjectResource> WithDaemonCommand(
        this IResourceBuilder<ProjectResource> daemon, string name, string displayName, string icon, string description, Func<ExecuteCommandContext, Task<DaemonState>> execute) =>
        daemon.WithCommand(
            name,
            displayName,
            context => ExecuteAsync(context, execute),
            new CommandOptions
            {
                Description = description,
                IconName = icon,
                UpdateState = static context => context.ResourceSnapshot.State?.Text == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
            });

    private static async Task<ExecuteCommandResult> ExecuteAsync(ExecuteCommandContext context, Func<ExecuteCommandContext, Task<DaemonState>> execute)
    {
        try
        {
            var state = await execute(context);
            return CommandResults.Success($"{(state.Paused ? "Paused" : "Pulling")}, {state.InFlight} at work.");
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            return CommandResults.Canceled();
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or DistributedApplicationException)
        {
            return CommandResults.Failure(failure.Message);
        }
    }

    /// <summary>No time bounds this: the daemon itself gives up what its app does not answer within <c>InactivityTimeout</c>, and a daemon that does not answer ends it.</summary>
    private static async Task<DaemonState> DrainAsync(ProjectResource daemon, DaemonControl control, ExecuteCommandContext context)
    {
        var state = await control.PauseAsync(context.CancellationToken);
        while (state is { Paused: true, InFlight: > 0 })
        {
            await Task.Delay(BetweenLooks, context.CancellationToken);
            state = await control.LookAsync(context.CancellationToken);
        }

        if (!state.Paused)
        {
            throw new DistributedApplicationException($"'{daemon.Name}' was resumed meanwhile, and is not stopped.");
        }

        var commands = context.ServiceProvider.GetRequiredService<ResourceCommandService>();
        var stopped = await commands.ExecuteCommandAsync(daemon, KnownResourceCommands.StopCommand, context.CancellationToken);
        return stopped.Success ? state : throw new DistributedApplicationException($"'{daemon.Name}' is drained, and could not be stopped: {stopped.Message}");
    }
}
