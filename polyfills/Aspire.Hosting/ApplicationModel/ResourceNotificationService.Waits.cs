using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

public partial class ResourceNotificationService
{
    /// <summary>Waits until a resource is in a state; <see cref="KnownResourceStates.Running"/> by default.</summary>
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, [string.IsNullOrEmpty(targetState) ? KnownResourceStates.Running : targetState], cancellationToken);

    /// <summary>Waits until a resource is in one of some states, and says in which.</summary>
    public async Task<string> WaitForResourceAsync(string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        var wanted = targetStates.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var found = await UntilAsync(
            resourceName, e => e.Snapshot.State?.Text is { } state && wanted.Contains(state), $"reach one of the states {string.Join(", ", wanted)}", cancellationToken);
        return found.Snapshot.State!.Text;
    }

    /// <summary>Waits until a resource fulfils a condition.</summary>
    public Task<ResourceEvent> WaitForResourceAsync(string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default) =>
        UntilAsync(resourceName, predicate, "fulfil a condition", cancellationToken);

    /// <summary>Waits until a resource runs, all its health checks pass and its ready handlers are done.</summary>
    /// <exception cref="DistributedApplicationException">It has ended or could not start, or there is no resource of this name.</exception>
    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitForResourceHealthyAsync(resourceName, DefaultWaitBehavior, cancellationToken);

    /// <inheritdoc cref="WaitForResourceHealthyAsync(string, CancellationToken)" />
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        if (waitBehavior == WaitBehavior.StopOnResourceUnavailable && !TryGetCurrentState(resourceName, out _)
            && _services.GetService<DistributedApplicationModel>() is { } model && !model.Resources.TryGetByName(resourceName, out _))
        {
            throw new DistributedApplicationException($"There is no resource '{resourceName}' to wait for.");
        }

        return await UntilReadyAsync(resourceName, waitBehavior, cancellationToken);
    }

    /// <summary>Waits for everything that a resource was told to wait for. Meanwhile its state is <see cref="KnownResourceStates.Waiting"/>.</summary>
    /// <exception cref="DistributedApplicationException">A wait can never be met; the message says why.</exception>
    public async Task WaitForDependenciesAsync(IResource resource, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resource);
        WaitAnnotation[] waits = [.. resource.Annotations.OfType<WaitAnnotation>()
            .Where(wait => wait.Resource is not IResourceWithoutLifetime)
            .DistinctBy(wait => (wait.Resource, wait.WaitType, wait.ExitCode))];
        if (waits.Length == 0)
        {
            return;
        }

        var open = waits.Select(wait => wait.Resource.Name).ToList();
        await PublishWaitingAsync(resource, open);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = waits.Select(wait => OneAsync(wait, stop.Token)).ToList();
        try
        {
            while (running.Count > 0)
            {
                var done = await Task.WhenAny(running);
                running.Remove(done);
                await done;
            }
        }
        finally
        {
            // The first wait that fails ends the others.
            await stop.CancelAsync();
        }

        async Task OneAsync(WaitAnnotation wait, CancellationToken token)
        {
            await WaitAsync(resource, wait, token);
            lock (open)
            {
                open.Remove(wait.Resource.Name);
            }

            await PublishWaitingAsync(resource, open);
        }
    }

    private static string Reason(string dependency, CustomResourceSnapshot snapshot) => snapshot.State?.Text == KnownResourceStates.FailedToStart
        ? $"'{dependency}' failed to start"
        : $"'{dependency}' has ended in state {snapshot.State?.Text}{(snapshot.ExitCode is { } code ? $" with exit code {code}" : "")}";

    private static bool IsOver(CustomResourceSnapshot snapshot) =>
        KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text) || snapshot.State?.Text == KnownResourceStates.RuntimeUnhealthy;

    private async Task WaitAsync(IResource resource, WaitAnnotation wait, CancellationToken cancellationToken)
    {
        var dependency = wait.Resource.Name;
        var logger = _loggers.GetLogger(resource);
        var behavior = wait.WaitBehavior ?? DefaultWaitBehavior;
        Log.Waiting(logger, dependency, wait.WaitType);
        try
        {
            switch (wait.WaitType)
            {
                case WaitType.WaitUntilHealthy:
                    await UntilReadyAsync(dependency, behavior, cancellationToken);
                    break;
                case WaitType.WaitUntilStarted:
                    await UntilAsync(dependency, e => e.Snapshot.State?.Text == KnownResourceStates.Running || ThrowIfOver(e, behavior), "start", cancellationToken);
                    break;
                case WaitType.WaitForCompletion:
                    var end = (await UntilAsync(dependency, e => IsOver(e.Snapshot), "end", cancellationToken)).Snapshot;
                    if (end.State?.Text == KnownResourceStates.FailedToStart || (end.ExitCode is { } code && code != wait.ExitCode))
                    {
                        throw new DistributedApplicationException($"{Reason(dependency, end)}, and exit code {wait.ExitCode} was waited for");
                    }

                    break;
                default:
                    throw new DistributedApplicationException($"There is no wait of type {wait.WaitType}.");
            }

            Log.Waited(logger, dependency);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new DistributedApplicationException($"Resource '{resource.Name}' stopped waiting: {exception.Message}.", exception);
        }
    }

    private static bool ThrowIfOver(ResourceEvent seen, WaitBehavior behavior) => behavior == WaitBehavior.StopOnResourceUnavailable && IsOver(seen.Snapshot)
        ? throw new DistributedApplicationException(Reason(seen.Resource.Name, seen.Snapshot))
        : false;

    private async Task<ResourceEvent> UntilReadyAsync(string resourceName, WaitBehavior behavior, CancellationToken cancellationToken)
    {
        var ready = await UntilAsync(
            resourceName,
            e => (e.Snapshot.HealthStatus == HealthStatus.Healthy && e.Snapshot.ReadyHandlers is not null) || ThrowIfOver(e, behavior),
            "become healthy",
            cancellationToken);
        try
        {
            await ready.Snapshot.ReadyHandlers!.WaitAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new DistributedApplicationException($"what '{resourceName}' does when it is ready failed: {exception.Message}", exception);
        }

        return ready;
    }

    private async Task<ResourceEvent> UntilAsync(string resourceName, Func<ResourceEvent, bool> predicate, string goal, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var change in WatchAsync(cancellationToken))
            {
                if (string.Equals(change.Resource.Name, resourceName, StringComparison.OrdinalIgnoreCase) && predicate(change))
                {
                    return change;
                }
            }
        }
        catch (OperationCanceledException exception)
        {
            throw new OperationCanceledException(NotReached(resourceName, goal), exception, exception.CancellationToken);
        }

        throw new OperationCanceledException(NotReached(resourceName, goal));
    }

    private string NotReached(string resourceName, string goal)
    {
        if (!TryGetCurrentState(resourceName, out var last))
        {
            return $"Resource '{resourceName}' did not {goal}; it never had a state.";
        }

        var checks = string.Join(" ", last.Snapshot.HealthReports.Where(r => r.Status != HealthStatus.Healthy).Select(r => $"{r.Name}: {r.Description ?? "no answer yet"}."));
        return $"Resource '{resourceName}' did not {goal}; its state is {last.Snapshot.State?.Text ?? "unknown"}, its health {last.Snapshot.HealthStatus?.ToString() ?? "unknown"}. {checks}".TrimEnd();
    }

    private Task PublishWaitingAsync(IResource resource, List<string> open)
    {
        string[] names;
        lock (open)
        {
            names = [.. open.Distinct(StringComparer.OrdinalIgnoreCase)];
        }

        return PublishUpdateAsync(resource, snapshot => IsBeforeRunning(snapshot.State?.Text)
            ? snapshot with { State = KnownResourceStates.Waiting, Properties = snapshot.Properties.With(KnownProperties.WaitingFor, names) }
            : snapshot);

        static bool IsBeforeRunning(string? state) =>
            state is null || state == KnownResourceStates.NotStarted || state == KnownResourceStates.Starting || state == KnownResourceStates.Waiting;
    }

    private static partial class Log
    {
        [LoggerMessage(2, LogLevel.Information, "Waiting for '{Dependency}' ({Wait}).")]
        public static partial void Waiting(ILogger logger, string dependency, WaitType wait);

        [LoggerMessage(3, LogLevel.Information, "Finished waiting for '{Dependency}'.")]
        public static partial void Waited(ILogger logger, string dependency);
    }
}
