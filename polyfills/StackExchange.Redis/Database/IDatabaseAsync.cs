namespace StackExchange.Redis;

/// <summary>
/// The commands of one Redis database. They fail with <see cref="RedisServerException"/> (the server said no), <see cref="RedisTimeoutException"/>
/// (no answer in time; not a <see cref="RedisException"/>, as in the original) or <see cref="RedisConnectionException"/>.
/// </summary>
public interface IDatabaseAsync : IRedisAsync
{
    /// <summary>GET.</summary>
    Task<RedisValue> StringGetAsync(RedisKey key, CommandFlags flags = CommandFlags.None);

    /// <summary>MGET: values in the order of the keys.</summary>
    Task<RedisValue[]> StringGetAsync(RedisKey[] keys, CommandFlags flags = CommandFlags.None);

    /// <summary>SET; false if the condition was not met.</summary>
    Task<bool> StringSetAsync(
        RedisKey key, RedisValue value, Expiration expiry = default, ValueCondition when = default, CommandFlags flags = CommandFlags.None);

    /// <summary>SET; false if the condition was not met.</summary>
    Task<bool> StringSetAsync(RedisKey key, RedisValue value, TimeSpan? expiry, When when);

    /// <summary>SET; false if the condition was not met.</summary>
    Task<bool> StringSetAsync(RedisKey key, RedisValue value, TimeSpan? expiry, When when, CommandFlags flags);

    /// <summary>SET; false if the condition was not met.</summary>
    Task<bool> StringSetAsync(
        RedisKey key, RedisValue value, TimeSpan? expiry, bool keepTtl, When when = When.Always, CommandFlags flags = CommandFlags.None);

    /// <summary>INCRBY; returns the new number.</summary>
    Task<long> StringIncrementAsync(RedisKey key, long value = 1, CommandFlags flags = CommandFlags.None);

    /// <summary>DEL; whether the key existed.</summary>
    Task<bool> KeyDeleteAsync(RedisKey key, CommandFlags flags = CommandFlags.None);

    /// <summary>DEL; how many of the keys existed.</summary>
    Task<long> KeyDeleteAsync(RedisKey[] keys, CommandFlags flags = CommandFlags.None);

    /// <summary>EXISTS.</summary>
    Task<bool> KeyExistsAsync(RedisKey key, CommandFlags flags = CommandFlags.None);

    /// <summary>EXPIRE, or PERSIST without a time; whether it was set.</summary>
    Task<bool> KeyExpireAsync(RedisKey key, TimeSpan? expiry, CommandFlags flags);

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

    /// <summary>HSET or HSETNX; whether the field is new.</summary>
    Task<bool> HashSetAsync(RedisKey key, RedisValue hashField, RedisValue value, When when = When.Always, CommandFlags flags = CommandFlags.None);

    /// <summary>HDEL; whether the field existed.</summary>
    Task<bool> HashDeleteAsync(RedisKey key, RedisValue hashField, CommandFlags flags = CommandFlags.None);

    /// <summary>HDEL; how many of the fields existed.</summary>
    Task<long> HashDeleteAsync(RedisKey key, RedisValue[] hashFields, CommandFlags flags = CommandFlags.None);

    /// <summary>SADD; whether the member is new.</summary>
    Task<bool> SetAddAsync(RedisKey key, RedisValue value, CommandFlags flags = CommandFlags.None);

    /// <summary>SADD; how many members are new.</summary>
    Task<long> SetAddAsync(RedisKey key, RedisValue[] values, CommandFlags flags = CommandFlags.None);

    /// <summary>SMEMBERS.</summary>
    Task<RedisValue[]> SetMembersAsync(RedisKey key, CommandFlags flags = CommandFlags.None);

    /// <summary>SREM; whether the member existed.</summary>
    Task<bool> SetRemoveAsync(RedisKey key, RedisValue value, CommandFlags flags = CommandFlags.None);

    /// <summary>SREM; how many of the members existed.</summary>
    Task<long> SetRemoveAsync(RedisKey key, RedisValue[] values, CommandFlags flags = CommandFlags.None);

    /// <summary>ZADD; whether the member is new.</summary>
    Task<bool> SortedSetAddAsync(
        RedisKey key, RedisValue member, double score, SortedSetWhen when = SortedSetWhen.Always, CommandFlags flags = CommandFlags.None);

    /// <summary>ZADD; how many members are new.</summary>
    Task<long> SortedSetAddAsync(
        RedisKey key, SortedSetEntry[] values, SortedSetWhen when = SortedSetWhen.Always, CommandFlags flags = CommandFlags.None);

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

    /// <summary>ZREM; whether the member existed.</summary>
    Task<bool> SortedSetRemoveAsync(RedisKey key, RedisValue member, CommandFlags flags = CommandFlags.None);

    /// <summary>ZREM; how many of the members existed.</summary>
    Task<long> SortedSetRemoveAsync(RedisKey key, RedisValue[] members, CommandFlags flags = CommandFlags.None);

    /// <summary>RPUSH or RPUSHX; returns the new length.</summary>
    Task<long> ListRightPushAsync(RedisKey key, RedisValue value, When when = When.Always, CommandFlags flags = CommandFlags.None);

    /// <summary>LRANGE; positions below 0 count from the end.</summary>
    Task<RedisValue[]> ListRangeAsync(RedisKey key, long start = 0, long stop = -1, CommandFlags flags = CommandFlags.None);

    /// <summary>SET NX with a time to live; whether the lock was taken.</summary>
    Task<bool> LockTakeAsync(RedisKey key, RedisValue value, TimeSpan expiry, CommandFlags flags = CommandFlags.None);

    /// <summary>Deletes the lock if it still has this value; whether it did.</summary>
    Task<bool> LockReleaseAsync(RedisKey key, RedisValue value, CommandFlags flags = CommandFlags.None);

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
