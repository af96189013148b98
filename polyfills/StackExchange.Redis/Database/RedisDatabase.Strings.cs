using StackExchange.Redis.Protocol;

namespace StackExchange.Redis.Database;

internal sealed partial class RedisDatabase
{
    public Task<RedisValue> StringGetAsync(RedisKey key, CommandFlags flags = CommandFlags.None) =>
        Send(RequestBuffer.Start("GET", 1).Key(key), Replies.Value, flags);

    public Task<RedisValue[]> StringGetAsync(RedisKey[] keys, CommandFlags flags = CommandFlags.None)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return keys.Length == 0 ? Task.FromResult<RedisValue[]>([]) : Send(StartWithKeys("MGET", keys), Replies.Values, flags, []);
    }

    public Task<bool> StringSetAsync(
        RedisKey key, RedisValue value, Expiration expiry = default, ValueCondition when = default, CommandFlags flags = CommandFlags.None)
    {
        if (value.IsNull)
        {
            // Storing nothing is deleting, as in the original.
            return when.When == When.NotExists
                ? throw new ArgumentException("A null value cannot be stored on the condition that the key does not exist.", nameof(value))
                : KeyDeleteAsync(key, flags);
        }

        var arguments = 2 + (expiry.Ttl is null ? 0 : 2) + (expiry.Keeps ? 1 : 0) + (when.When == When.Always ? 0 : 1);
        var request = RequestBuffer.Start("SET", arguments).Key(key).Value(value);
        if (expiry.Ttl is { } ttl)
        {
            var milliseconds = Milliseconds(ttl);
            _ = milliseconds % 1000 == 0 ? request.Text("EX").Number(milliseconds / 1000) : request.Text("PX").Number(milliseconds);
        }

        if (expiry.Keeps)
        {
            request.Text("KEEPTTL");
        }

        if (when.When != When.Always)
        {
            request.Text(when.When == When.Exists ? "XX" : "NX");
        }

        return Send(request, Replies.Done, flags);
    }

    public Task<bool> StringSetAsync(RedisKey key, RedisValue value, TimeSpan? expiry, When when) =>
        StringSetAsync(key, value, expiry, when, CommandFlags.None);

    public Task<bool> StringSetAsync(RedisKey key, RedisValue value, TimeSpan? expiry, When when, CommandFlags flags) =>
        StringSetAsync(key, value, expiry is { } ttl ? new Expiration(ttl) : Expiration.Default, (ValueCondition)when, flags);

    public Task<bool> StringSetAsync(
        RedisKey key, RedisValue value, TimeSpan? expiry, bool keepTtl, When when = When.Always, CommandFlags flags = CommandFlags.None) =>
        expiry is { } ttl && keepTtl
            ? throw new ArgumentException("Cannot specify both expiry and keepTtl.", nameof(keepTtl))
            : StringSetAsync(key, value, keepTtl ? Expiration.KeepTtl : expiry is null ? Expiration.Default : new Expiration(expiry.Value), (ValueCondition)when, flags);

    public Task<long> StringIncrementAsync(RedisKey key, long value = 1, CommandFlags flags = CommandFlags.None) =>
        Send(RequestBuffer.Start("INCRBY", 2).Key(key).Number(value), Replies.Integer, flags);

    /// <summary>Whole milliseconds, rounded up: nothing ends earlier than it was asked to.</summary>
    private static long Milliseconds(TimeSpan time) => (time.Ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;

    private static RequestBuffer StartWithKeys(string command, RedisKey[] keys)
    {
        var request = RequestBuffer.Start(command, keys.Length);
        foreach (var key in keys)
        {
            request.Key(key);
        }

        return request;
    }

    private static RequestBuffer StartWithValues(string command, RedisKey key, RedisValue[] values)
    {
        var request = RequestBuffer.Start(command, values.Length + 1).Key(key);
        foreach (var value in values)
        {
            request.Value(value);
        }

        return request;
    }
}
