using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard.Resources;

/// <summary>Follows the states of all resources, and remembers how each came to its own.</summary>
internal sealed class ResourceBoard : IAsyncDisposable
{
    /// <summary>The changes that are kept of each resource. A resource that comes and goes once a second shows the last two minutes.</summary>
    public const int MaxChanges = 120;

    private readonly ConcurrentDictionary<string, ResourceEntry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ResourceNotificationService _notifications;
    private readonly DistributedApplicationModel _model;
    private readonly Secrets _secrets;
    private readonly TimeProvider _time;
    private readonly Task _following;
    private long _version;

    public ResourceBoard(ResourceNotificationService notifications, DistributedApplicationModel model, Secrets secrets, TimeProvider time)
    {
        _notifications = notifications;
        _model = model;
        _secrets = secrets;
        _time = time;
        _following = FollowAsync();
    }

    /// <summary>Grows with each change that a page would show: a health check that says the same again is none.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>What lists show, in the order of the model.</summary>
    public IReadOnlyList<ResourceEntry> Visible => [.. _model.Resources.Select(static r => r.Name).Select(Find).OfType<ResourceEntry>()];

    /// <summary>A resource that lists show; null for hidden and unknown ones, and for those that nothing was published of yet.</summary>
    public ResourceEntry? Find(string? name) => name is not null && _entries.TryGetValue(name, out var entry) && !entry.Snapshot.IsHidden ? entry : null;

    /// <summary>Something beside the snapshots has changed that the pages show.</summary>
    public void Touch() => Interlocked.Increment(ref _version);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task FollowAsync()
    {
        await foreach (var change in _notifications.WatchAsync(_stopping.Token).ConfigureAwait(false))
        {
            var before = _entries.GetValueOrDefault(change.ResourceId);
            var after = Follow(before, change);
            _entries[change.ResourceId] = after;
            if (before is null || !SnapshotComparison.LooksTheSame(before.Snapshot, after.Snapshot))
            {
                Touch();
            }
        }
    }

    private ResourceEntry Follow(ResourceEntry? before, ResourceEvent change)
    {
        var snapshot = _secrets.Masked(change.Snapshot);
        var condition = ResourceConditions.Of(snapshot);
        var known = before?.Changes ?? [];
        IReadOnlyList<ResourceChange> changes = known.Count > 0 && known[0].State == condition
            ? known
            : [new ResourceChange(_time.GetUtcNow().UtcDateTime, condition), .. known.Take(MaxChanges - 1)];
        return new ResourceEntry(change.Resource, snapshot, condition, changes);
    }
}
