using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>One who follows, with what waits for it: bounded by number and by bytes. Of more the oldest go, and the follower is told how many.</summary>
internal sealed class Follower<T>(Predicate<T> matches, Func<T, long> sizeOf)
{
    /// <summary>Items that wait, as in Aspire's dashboard.</summary>
    public const int Most = 1_000;

    /// <summary>Bytes that wait; the item that came last does, however large it is.</summary>
    public const long MostBytes = 1 << 20;

    private readonly Lock _lock = new();
    private readonly Queue<T> _waiting = new();
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private long _bytes;
    private long _dropped;

    public void Tell(T item)
    {
        // First the question: what nobody asked for takes no place.
        if (!matches(item))
        {
            return;
        }

        lock (_lock)
        {
            _waiting.Enqueue(item);
            _bytes += sizeOf(item);
            while (_waiting.Count > Most || (_bytes > MostBytes && _waiting.Count > 1))
            {
                _bytes -= sizeOf(_waiting.Dequeue());
                Drop();
            }
        }

        _signal.Writer.TryWrite(true);
    }

    /// <summary>Counts one that went before it was read.</summary>
    public void Drop() => Interlocked.Increment(ref _dropped);

    public long TakeDropped() => Interlocked.Exchange(ref _dropped, 0);

    public async ValueTask<T> NextAsync(CancellationToken cancellationToken)
    {
        T? item;
        while (!TryTake(out item))
        {
            await _signal.Reader.ReadAsync(cancellationToken);
        }

        return item;
    }

    private bool TryTake([MaybeNullWhen(false)] out T item)
    {
        lock (_lock)
        {
            if (!_waiting.TryDequeue(out item))
            {
                return false;
            }

            _bytes -= sizeOf(item);
            return true;
        }
    }
}
