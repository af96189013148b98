using System.Threading.Channels;

namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>Those who want to see items as they come. Used under the lock of a store. One who reads too slowly misses the oldest of what waits for it.</summary>
internal sealed class Followers<T>
{
    /// <summary>What may wait for one follower.</summary>
    private const int Most = 1_000;

    private Channel<T>[] _channels = [];

    public Channel<T> Add()
    {
        var channel = Channel.CreateBounded<T>(new BoundedChannelOptions(Most) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        _channels = [.. _channels, channel];
        return channel;
    }

    public void Remove(Channel<T> channel) => _channels = [.. _channels.Where(c => c != channel)];

    public void Tell(T item)
    {
        foreach (var channel in _channels)
        {
            channel.Writer.TryWrite(item);
        }
    }
}
