using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace MyArch.DataDefaults;

/// <summary>Entries in Redis. It never throws and never takes long: a cache that does not answer is a cache that is empty.</summary>
internal sealed partial class CacheStore(
    CacheConnection connection, CacheBreaker breaker, DataMetrics metrics, IOptions<CacheOptions> options, TimeProvider time, ILogger<CacheStore> logger)
{
    /// <summary>
    /// Stores an entry unless what is there is newer. KEYS: the key. ARGV: the position, the entry, its milliseconds; and of a write its tombstone, with its milliseconds, which is stored instead if what
    /// is there has the same position. A newer tombstone stands for this write as well, and so for as long as the write must be remembered. What is not in the format is overwritten.
    /// </summary>
    private const string StoreIfNewer = """
        local head = redis.call('GETRANGE', KEYS[1], 0, 17)
        local entry, milliseconds = ARGV[2], ARGV[3]
        if #head == 18 and string.sub(head, 1, 1) == '1' then
          local position = string.sub(head, 3)
          if position > ARGV[1] then
            if ARGV[4] and string.sub(head, 2, 2) == 'T' then redis.call('PEXPIRE', KEYS[1], ARGV[5], 'GT') end
            return 0
          end
          if position == ARGV[1] and ARGV[4] then entry, milliseconds = ARGV[4], ARGV[5] end
        end
        redis.call('SET', KEYS[1], entry, 'PX', milliseconds)
        return 1
        """;

    private const string DeleteIfSame = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";

    /// <summary>What the key holds.</summary>
    public async Task<CacheLookup> GetAsync(string key)
    {
        var (answered, value) = await AskAsync("get", database => database.StringGetAsync(key), isUrgent: false);
        return new CacheLookup(answered, (byte[]?)value);
    }

    /// <summary>Stores what was loaded, unless something newer is there.</summary>
    /// <returns>Whether it was stored.</returns>
    public async Task<bool> StoreAsync(string key, CacheEntry entry, TimeSpan timeToLive)
    {
        var (_, stored) = await AskAsync("store", database => EvaluateAsync(database, StoreIfNewer, key, [entry.PositionText, entry.ToBytes(), Milliseconds(timeToLive)]), isUrgent: false);
        return stored;
    }

    /// <summary>Stores what was written, or a tombstone if somebody else wrote at the same position. Tried even while Redis is avoided: nobody repeats it.</summary>
    public Task WriteAsync(string key, CacheEntry entry, TimeSpan timeToLive, TimeSpan tombstoneTimeToLive) =>
        TellAsync("write", key, entry, timeToLive, tombstoneTimeToLive);

    /// <summary>Leaves a tombstone, unless something newer is there. Tried even while Redis is avoided: nobody repeats it.</summary>
    public Task InvalidateAsync(string key, CacheEntry tombstone, TimeSpan timeToLive) =>
        TellAsync("invalidate", key, tombstone, timeToLive, timeToLive);

    /// <summary>Removes what cannot be read, if it is still there.</summary>
    public Task DiscardAsync(string key, byte[] bytes)
    {
        LogUnreadable(key);
        return AskAsync("discard", database => EvaluateAsync(database, DeleteIfSame, key, [bytes]), isUrgent: false);
    }

    private static async Task<bool> EvaluateAsync(IDatabase database, string script, string key, RedisValue[] values) =>
        (long)await database.ScriptEvaluateAsync(script, [key], values) == 1;

    private static long Milliseconds(TimeSpan time) => Math.Max(1, (long)time.TotalMilliseconds);

    private Task<(bool Answered, bool Answer)> TellAsync(string operation, string key, CacheEntry entry, TimeSpan timeToLive, TimeSpan tombstoneTimeToLive)
    {
        var tombstone = new CacheEntry(CacheEntryKind.Tombstone, entry.Position);
        RedisValue[] values = [entry.PositionText, entry.ToBytes(), Milliseconds(timeToLive), tombstone.ToBytes(), Milliseconds(tombstoneTimeToLive)];
        return AskAsync(operation, database => EvaluateAsync(database, StoreIfNewer, key, values), isUrgent: true);
    }

    private async Task<(bool Answered, T? Answer)> AskAsync<T>(string operation, Func<IDatabase, Task<T>> ask, bool isUrgent)
    {
        if (!breaker.TryEnter() && !isUrgent)
        {
            return (false, default);
        }

        try
        {
            var answer = await OnceAsync(ask).WaitAsync(options.Value.OperationTimeout, time);
            if (breaker.Succeeded())
            {
                LogBack();
            }

            return (true, answer);
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException or ObjectDisposedException)
        {
            metrics.Failed(operation);
            if (breaker.Failed())
            {
                LogAvoided(options.Value.BypassTime, failure.Message);
            }

            return (false, default);
        }
    }

    private async Task<T> OnceAsync<T>(Func<IDatabase, Task<T>> ask) => await ask(await connection.GetAsync());

    [LoggerMessage(1, LogLevel.Warning, "Redis failed, and is asked again after {Time}. Until then the database serves everything: {Reason}")]
    private partial void LogAvoided(TimeSpan time, string reason);

    [LoggerMessage(2, LogLevel.Information, "Redis answers again")]
    private partial void LogBack();

    [LoggerMessage(3, LogLevel.Warning, "The cached entry {Key} cannot be read; it is removed")]
    private partial void LogUnreadable(string key);
}
