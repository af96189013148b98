using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard.Live;

/// <summary>Counts the changes of resources.</summary>
internal sealed class ResourceChanges : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _watching;
    private long _version;

    public ResourceChanges(ResourceNotificationService notifications) => _watching = WatchAsync(notifications);

    public long Version => Interlocked.Read(ref _version);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task WatchAsync(ResourceNotificationService notifications)
    {
        await foreach (var _ in notifications.WatchAsync(_stopping.Token))
        {
            Interlocked.Increment(ref _version);
        }
    }
}
