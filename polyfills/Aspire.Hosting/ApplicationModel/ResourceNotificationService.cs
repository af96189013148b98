using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The states of resources: whoever changes one publishes it here, and whoever wants to know watches or waits.</summary>
public partial class ResourceNotificationService : IDisposable
{
    private readonly ConcurrentDictionary<string, ResourceState> _states = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _watchersLock = new();
    private readonly List<Channel<ResourceEvent>> _watchers = [];
    private readonly ILogger _logger;
    private readonly IServiceProvider _services;
    private readonly ResourceLoggerService _loggers;
    private bool _isDisposed;

    public ResourceNotificationService(
        ILogger<ResourceNotificationService> logger,
        IHostApplicationLifetime hostApplicationLifetime,
        IServiceProvider serviceProvider,
        ResourceLoggerService resourceLoggerService)
    {
        _logger = logger;
        _services = serviceProvider;
        _loggers = resourceLoggerService;
    }

    private WaitBehavior DefaultWaitBehavior =>
        _services.GetService<IOptions<ResourceNotificationServiceOptions>>()?.Value.DefaultWaitBehavior ?? WaitBehavior.StopOnResourceUnavailable;

    /// <summary>Changes the state of a resource.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="stateFactory">Makes the new state from the old one. Called under a lock: it must be quick.</param>
    public Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory) =>
        PublishUpdateAsync(resource, resource.Name, stateFactory);

    /// <inheritdoc cref="PublishUpdateAsync(IResource, Func{CustomResourceSnapshot, CustomResourceSnapshot})" />
    public Task PublishUpdateAsync(IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(stateFactory);
        var state = _states.GetOrAdd(resourceId, _ => new ResourceState(resource));
        if (state.Resource != resource)
        {
            throw new InvalidOperationException($"The resource id '{resourceId}' belongs to another resource.");
        }

        lock (state)
        {
            var before = state.Snapshot ?? InitialSnapshot(resource);
            var after = stateFactory(before);
            if (after.State?.Text != KnownResourceStates.Waiting)
            {
                after = after with { Properties = after.Properties.Without(KnownProperties.WaitingFor) };
            }

            after = after with { Commands = CommandsOf(resource, after), Version = before.Version + 1 };
            state.Snapshot = after;
            if (before.State?.Text != after.State?.Text)
            {
                Log.Changed(_logger, resource.Name, before.State?.Text, after.State?.Text);
            }

            Notify(new ResourceEvent(resource, resourceId, after));
        }

        return Task.CompletedTask;
    }

    /// <summary>The last state of a resource.</summary>
    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent)
    {
        resourceEvent = _states.TryGetValue(resourceId, out var state) && state.Snapshot is { } snapshot ? new ResourceEvent(state.Resource, resourceId, snapshot) : null;
        return resourceEvent is not null;
    }

    /// <summary>The last state of every resource, then every change.</summary>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<ResourceEvent>();
        lock (_watchersLock)
        {
            if (_isDisposed)
            {
                yield break;
            }

            _watchers.Add(channel);
        }

        try
        {
            var seen = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);
            foreach (var (id, state) in _states)
            {
                if (state.Snapshot is { } snapshot)
                {
                    seen[id] = snapshot.Version;
                    yield return new ResourceEvent(state.Resource, id, snapshot);
                }
            }

            await foreach (var change in channel.Reader.ReadAllAsync(cancellationToken))
            {
                if (!seen.TryGetValue(change.ResourceId, out var version) || change.Snapshot.Version > version)
                {
                    yield return change;
                }
            }
        }
        finally
        {
            lock (_watchersLock)
            {
                _watchers.Remove(channel);
            }
        }
    }

    /// <summary>Ends all watching and waiting.</summary>
    public void Dispose()
    {
        lock (_watchersLock)
        {
            _isDisposed = true;
            _watchers.ForEach(channel => channel.Writer.TryComplete());
        }

        GC.SuppressFinalize(this);
    }

    private static CustomResourceSnapshot InitialSnapshot(IResource resource) =>
        resource.GetLast<ResourceSnapshotAnnotation>()?.InitialSnapshot ?? new CustomResourceSnapshot { ResourceType = resource.GetType().Name, Properties = [] };

    private System.Collections.Immutable.ImmutableArray<ResourceCommandSnapshot> CommandsOf(IResource resource, CustomResourceSnapshot snapshot)
    {
        var context = new UpdateCommandStateContext { ResourceSnapshot = snapshot, ServiceProvider = _services };
        return [.. resource.Annotations.OfType<ResourceCommandAnnotation>().Select(command => new ResourceCommandSnapshot(
            command.Name,
            command.UpdateState(context),
            command.DisplayName,
            command.DisplayDescription,
            Parameter: null,
            command.ConfirmationMessage,
            command.IconName,
            command.IconVariant,
            command.IsHighlighted))];
    }

    private void Notify(ResourceEvent change)
    {
        lock (_watchersLock)
        {
            foreach (var watcher in _watchers)
            {
                watcher.Writer.TryWrite(change);
            }
        }
    }

    private sealed class ResourceState(IResource resource)
    {
        private volatile CustomResourceSnapshot? _snapshot;

        public IResource Resource { get; } = resource;

        public CustomResourceSnapshot? Snapshot
        {
            get => _snapshot;
            set => _snapshot = value;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Resource {Resource} changed its state: {Before} -> {After}")]
        public static partial void Changed(ILogger logger, string resource, string? before, string? after);
    }
}
