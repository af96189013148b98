using System.Runtime.CompilerServices;

namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>Those who want to see items as they come.</summary>
/// <param name="gate">The store's lock.</param>
/// <param name="keyOf">What an item is found by again.</param>
/// <param name="sizeOf">An item's bytes.</param>
internal sealed class Followers<T, TKey>(Lock gate, Func<T, TKey> keyOf, Func<T, long> sizeOf)
    where T : class
{
    /// <summary>What of the items that were there is looked up at once.</summary>
    private const int ChunkSize = 200;

    /// <summary>Who is to be told of what the store takes in now: read under the lock, and told after it. So nobody is told what they have found in the store, and the questions hold up neither writers nor readers.</summary>
    public IReadOnlyList<Follower<T>> Now { get; private set; } = [];

    /// <summary>Tells those who were there when the items came.</summary>
    public static void Tell(IReadOnlyList<Follower<T>> followers, IReadOnlyList<T> items)
    {
        foreach (var follower in followers)
        {
            foreach (var item in items)
            {
                follower.Tell(item);
            }
        }
    }

    /// <summary>The items that are there and pass, then those that come and pass, each once. Of what is there only the keys are kept: what the store lets go before it is read is counted as dropped.</summary>
    /// <param name="matches">Whether an item passes. Asked outside the lock.</param>
    /// <param name="take">Takes what is there. Called under the lock.</param>
    /// <param name="find">What passes of it, in order. Called outside.</param>
    /// <param name="lookUp">The items of some keys, in their order; null for those that are gone.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<Followed<T>> FollowAsync<TAll>(
        Predicate<T> matches, Func<TAll> take, Func<TAll, IEnumerable<T>> find, Func<ArraySegment<TKey>, IEnumerable<T?>> lookUp, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var follower = new Follower<T>(matches, sizeOf);
        try
        {
            var existing = new ArraySegment<TKey>(Start(follower, take, find));
            while (existing.Count > 0)
            {
                var chunk = Chunk(ref existing, follower, lookUp);
                // Emptied on the way: who follows for days holds nothing of what has long gone from the store.
                while (chunk.TryDequeue(out var item))
                {
                    yield return new Followed<T>(item, follower.TakeDropped());
                }
            }

            existing = default;
            while (true)
            {
                var item = await follower.NextAsync(cancellationToken);
                yield return new Followed<T>(item, follower.TakeDropped());
            }
        }
        finally
        {
            lock (gate)
            {
                Now = [.. Now.Where(other => other != follower)];
            }
        }
    }

    private TKey[] Start<TAll>(Follower<T> follower, Func<TAll> take, Func<TAll, IEnumerable<T>> find)
    {
        TAll there;
        lock (gate)
        {
            // At one moment: nothing is in both, and nothing in none.
            there = take();
            Now = [.. Now, follower];
        }

        return [.. find(there).Select(keyOf)];
    }

    /// <summary>The next items that are still there: as many bytes as a follower may hold.</summary>
    private Queue<T> Chunk(ref ArraySegment<TKey> keys, Follower<T> follower, Func<ArraySegment<TKey>, IEnumerable<T?>> lookUp)
    {
        var chunk = new Queue<T>();
        var (bytes, looked) = (0L, 0);
        foreach (var item in lookUp(keys[..Math.Min(ChunkSize, keys.Count)]))
        {
            looked++;
            if (item is null)
            {
                follower.Drop();
                continue;
            }

            chunk.Enqueue(item);
            bytes += sizeOf(item);
            if (bytes >= Follower<T>.MostBytes)
            {
                break;
            }
        }

        keys = keys[looked..];
        return chunk;
    }
}
