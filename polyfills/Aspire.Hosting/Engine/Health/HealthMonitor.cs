using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Engine.Health;

/// <summary>Follows every resource: while it runs, its health checks are asked again and again, and its ready event is published once.</summary>
internal sealed class HealthMonitor(ResourceNotificationService notifications, IServiceProvider services)
{
    private readonly Dictionary<string, (CancellationTokenSource Stop, Task Loop)> _loops = new(StringComparer.OrdinalIgnoreCase);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var change in notifications.WatchAsync(cancellationToken))
            {
                var isRunning = change.Snapshot.State?.Text == KnownResourceStates.Running;
                if (isRunning && !_loops.ContainsKey(change.Resource.Name))
                {
                    var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                    var loop = ActivatorUtilities.CreateInstance<ResourceHealthLoop>(services, change.Resource, change.Snapshot.Run);
                    _loops[change.Resource.Name] = (stop, Task.Run(() => loop.RunAsync(stop.Token), CancellationToken.None));
                }
                else if (!isRunning)
                {
                    await StopAsync(change.Resource.Name);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The application stops.
        }

        foreach (var name in _loops.Keys.ToArray())
        {
            await StopAsync(name);
        }
    }

    private async Task StopAsync(string name)
    {
        if (_loops.Remove(name, out var running))
        {
            await running.Stop.CancelAsync();

            // Not awaited: a ready handler that hangs must not hold up the others. What the loop still publishes belongs to a run that is over.
            _ = running.Loop.ContinueWith(_ => running.Stop.Dispose(), TaskScheduler.Default);
        }
    }
}
