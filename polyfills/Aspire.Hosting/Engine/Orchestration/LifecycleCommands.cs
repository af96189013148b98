using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Engine.Orchestration;

/// <summary>The commands start, stop and restart of a program.</summary>
internal static class LifecycleCommands
{
    public static void Add(ResourceRunner runner)
    {
        Add(runner, KnownResourceCommands.StartCommand, "Start", "Start the resource", "Play", StartState, async cancellationToken =>
            await runner.StartAsync(cancellationToken) is { } problem ? CommandResults.Failure(problem) : CommandResults.Success());
        Add(runner, KnownResourceCommands.StopCommand, "Stop", "Stop the resource", "Stop", StopState, async cancellationToken =>
        {
            await runner.StopAsync(cancellationToken);
            return CommandResults.Success();
        });
        Add(runner, KnownResourceCommands.RestartCommand, "Restart", "Stop the resource and start it again", "ArrowCounterclockwise", RestartState, async cancellationToken =>
        {
            await runner.StopAsync(cancellationToken);
            return await runner.StartAsync(cancellationToken) is { } problem ? CommandResults.Failure(problem) : CommandResults.Success();
        });
    }

    private static void Add(
        ResourceRunner runner,
        string name,
        string displayName,
        string description,
        string icon,
        Func<string?, ResourceCommandState> state,
        Func<CancellationToken, Task<ExecuteCommandResult>> execute)
    {
        var options = new CommandOptions
        {
            Description = description,
            IconName = icon,
            IsHighlighted = name != KnownResourceCommands.RestartCommand,
            UpdateState = context => state(context.ResourceSnapshot.State?.Text),
        };
        runner.Resource.Annotations.Add(new ResourceCommandAnnotation(name, displayName, context => execute(context.CancellationToken), options));
    }

    private static ResourceCommandState StartState(string? state) => true switch
    {
        _ when IsStopped(state) || state == KnownResourceStates.Waiting => ResourceCommandState.Enabled,
        _ when state is null || state == KnownResourceStates.Starting => ResourceCommandState.Disabled,
        _ => ResourceCommandState.Hidden,
    };

    private static ResourceCommandState StopState(string? state) => true switch
    {
        _ when state == KnownResourceStates.Running => ResourceCommandState.Enabled,
        _ when state == KnownResourceStates.Stopping => ResourceCommandState.Disabled,
        _ => ResourceCommandState.Hidden,
    };

    private static ResourceCommandState RestartState(string? state) => state == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled;

    private static bool IsStopped(string? state) => state == KnownResourceStates.NotStarted || KnownResourceStates.TerminalStates.Contains(state);
}
