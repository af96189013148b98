using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>Those who want to see items as they come.</summary>
/// <param name="gate">The store's lock.</param>
internal sealed class Followers<T>(Lock gate)
{
    /// <summary>What may wait for one follower, as in Aspire's dashboard. Of more the oldest go, and the follower is told how many.</summary>
    public const int Most = 1_000;

    private Follower[] _all = [];

    /// <summary>Called under the lock.</summary>
    public void Tell(T item)
    {
        foreach (var follower in _all)
        {
            follower.Tell(item);
        }
    }

    /// <summary>The items that are there and pass, then those that come and pass, in the order of arrival, each once.</summary>
    /// <param name="matches">Whether an item passes. Asked under the lock.</param>
    /// <param name="take">Takes what is there. Called under the lock.</param>
    /// <param name="find">What passes of it, in order. Called outside.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<Followed<T>> FollowAsync<TAll>(
        Predicate<T> matches, Func<TAll> take, Func<TAll, IEnumerable<T>> find, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var follower = new Follower(matches);
        try
        {
            // Emptied on the way: who follows for days holds nothing of what has long gone from the store.
            var existing = Start(follower, take, find);
            while (existing.TryDequeue(out var item))
            {
                yield return new Followed<T>(item, Dropped: 0);
            }

            existing.TrimExcess();
            await foreach (var item in follower.Waiting.ReadAllAsync(cancellationToken))
            {
                yield return new Followed<T>(item, follower.TakeDropped());
            }
        }
        finally
        {
            lock (gate)
            {
                _all = [.. _all.Where(other => other != follower)];
            }
        }
    }

    private Queue<T> Start<TAll>(Follower follower, Func<TAll> take, Func<TAll, IEnumerable<T>> find)
    {
        TAll there;
        lock (gate)
        {
            // At one moment: nothing is in both, and nothing in none.
            there = take();
            _all = [.. _all, follower];
        }

        return new Queue<T>(find(there));
    }

    private sealed class Follower
    {
        private readonly Predicate<T> _matches;
        private readonly Channel<T> _waiting;
        private long _dropped;

        public Follower(Predicate<T> matches)
        {
            _matches = matches;
            _waiting = Channel.CreateBounded<T>(
                new BoundedChannelOptions(Most) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, _ => Interlocked.Increment(ref _dropped));
        }

        public ChannelReader<T> Waiting => _waiting.Reader;

        public void Tell(T item)
        {
            // First the question: what nobody asked for takes no place.
            if (_matches(item))
            {
                _waiting.Writer.TryWrite(item);
            }
        }

        public long TakeDropped() => Interlocked.Exchange(ref _dropped, 0);
    }
}
