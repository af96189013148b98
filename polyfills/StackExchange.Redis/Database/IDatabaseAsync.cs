namespace StackExchange.Redis;

/// <summary>
/// The commands of one Redis database. They fail with <see cref="RedisServerException"/> (the server said no), <see cref="RedisTimeoutException"/>
/// (no answer in time; not a <see cref="RedisException"/>, as in the original) or <see cref="RedisConnectionException"/>.
/// </summary>
public interface IDatabaseAsync : IRedisAsync
{
    /// <summary>GET.</summary>
    Task<RedisValue> StringGetAsync(RedisKey key, CommandFlags flags = CommandFlags.None);

    /// <summary>SET; false if the condition was not met.</summary>
    Task<bool> StringSetAsync(
        RedisKey key, RedisValue value, Expiration expiry = default, ValueCondition when = default, CommandFlags flags = CommandFlags.None);

    /// <summary>SET; false if the condition was not met.</summary>
    Task<bool> StringSetAsync(RedisKey key, RedisValue value, TimeSpan? expiry, When when);

    /// <summary>SET; false if the condition was not met.</summary>
    Task<bool> StringSetAsync(RedisKey key, RedisValue value, TimeSpan? expiry, When when, CommandFlags flags);

    /// <summary>DEL; whether the key existed.</summary>
    Task<bool> KeyDeleteAsync(RedisKey key, CommandFlags flags = CommandFlags.None);

    /// <summary>EXPIRE, or PERSIST without a time; whether it was set.</summary>
    Task<bool> KeyExpireAsync(RedisKey key, TimeSpan? expiry, ExpireWhen when = ExpireWhen.Always, CommandFlags flags = CommandFlags.None);

    /// <summary>PTTL; null if the key does not exist or lives for ever.</summary>
    Task<TimeSpan?> KeyTimeToLiveAsync(RedisKey key, CommandFlags flags = CommandFlags.None);

    /// <summary>HGET.</summary>
    Task<RedisValue> HashGetAsync(RedisKey key, RedisValue hashField, CommandFlags flags = CommandFlags.None);

    /// <summary>HMGET: values in the order of the fields.</summary>
    Task<RedisValue[]> HashGetAsync(RedisKey key, RedisValue[] hashFields, CommandFlags flags = CommandFlags.None);

    /// <summary>HGETALL.</summary>
    Task<HashEntry[]> HashGetAllAsync(RedisKey key, CommandFlags flags = CommandFlags.None);

    /// <summary>HSET of several fields.</summary>
    Task HashSetAsync(RedisKey key, HashEntry[] hashFields, CommandFlags flags = CommandFlags.None);

    /// <summary>ZADD; whether the member is new.</summary>
    Task<bool> SortedSetAddAsync(
        RedisKey key, RedisValue member, double score, SortedSetWhen when = SortedSetWhen.Always, CommandFlags flags = CommandFlags.None);

    /// <summary>ZRANGEBYSCORE or ZREVRANGEBYSCORE; a <paramref name="take"/> below 0 is no limit.</summary>
    Task<RedisValue[]> SortedSetRangeByScoreAsync(
        RedisKey key,
        double start = double.NegativeInfinity,
        double stop = double.PositiveInfinity,
        Exclude exclude = Exclude.None,
        Order order = Order.Ascending,
        long skip = 0,
        long take = -1,
        CommandFlags flags = CommandFlags.None);

    /// <summary>ZRANGEBYSCORE or ZREVRANGEBYSCORE with the scores.</summary>
    Task<SortedSetEntry[]> SortedSetRangeByScoreWithScoresAsync(
        RedisKey key,
        double start = double.NegativeInfinity,
        double stop = double.PositiveInfinity,
        Exclude exclude = Exclude.None,
        Order order = Order.Ascending,
        long skip = 0,
        long take = -1,
        CommandFlags flags = CommandFlags.None);

    /// <summary>EVALSHA; EVAL if the server does not know the script yet.</summary>
    Task<RedisResult> ScriptEvaluateAsync(
        string script, RedisKey[]? keys = null, RedisValue[]? values = null, CommandFlags flags = CommandFlags.None);

    /// <summary>Any command. Keys are given as <see cref="RedisKey"/>.</summary>
    /// <exception cref="RedisCommandException">The command changes the state of the connection, which is shared by all callers.</exception>
    Task<RedisResult> ExecuteAsync(string command, params object[] args);

    /// <summary>Any command. Keys are given as <see cref="RedisKey"/>.</summary>
    /// <exception cref="RedisCommandException">The command changes the state of the connection, which is shared by all callers.</exception>
    Task<RedisResult> ExecuteAsync(string command, ICollection<object>? args, CommandFlags flags = CommandFlags.None);
}
