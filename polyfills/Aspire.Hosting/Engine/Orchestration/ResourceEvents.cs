using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Engine.Orchestration;

/// <summary>Publishes the events around a resource's start and end, and makes <see cref="BeforeResourceStartedEvent"/> wait for dependencies.</summary>
internal sealed partial class ResourceEvents(
    IDistributedApplicationEventing eventing, ResourceNotificationService notifications, ResourceLoggerService loggers, IServiceProvider services)
{
    /// <summary>From now on whoever publishes <see cref="BeforeResourceStartedEvent"/> waits for what the resource waits for: custom resources do so, too.</summary>
    public void MakeStartsWait() => eventing.Subscribe<BeforeResourceStartedEvent>((@event, cancellationToken) => WaitAsync(@event.Resource, cancellationToken));

    public Task BeforeStartAsync(IResource resource, CancellationToken cancellationToken) =>
        eventing.PublishAsync(new BeforeResourceStartedEvent(resource, services), cancellationToken);

    public async Task StoppedAsync(IResource resource)
    {
        if (!notifications.TryGetCurrentState(resource.Name, out var current))
        {
            return;
        }

        try
        {
            await eventing.PublishAsync(new ResourceStoppedEvent(resource, services, current), EventDispatchBehavior.NonBlockingConcurrent);
        }
        catch (Exception exception)
        {
            Log.HandlerFailed(loggers.GetLogger(resource), nameof(ResourceStoppedEvent), exception.Message);
        }
    }

    private async Task WaitAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (!resource.HasAnnotationOfType<WaitAnnotation>())
        {
            return;
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // The start command takes a waiting resource out of its state, and with that out of its wait.
        var wasWaiting = false;
        var released = notifications.WaitForResourceAsync(
            resource.Name,
            e =>
            {
                var isWaiting = e.Snapshot.State?.Text == KnownResourceStates.Waiting;
                wasWaiting |= isWaiting;
                return wasWaiting && !isWaiting;
            },
            over.Token);
        try
        {
            var first = await Task.WhenAny(notifications.WaitForDependenciesAsync(resource, over.Token), released);
            await first;
        }
        finally
        {
            await over.CancelAsync();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A handler of {Event} failed: {Reason}")]
        public static partial void HandlerFailed(ILogger logger, string @event, string reason);
    }
}
