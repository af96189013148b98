using StackExchange.Redis.Protocol;

namespace StackExchange.Redis.Database;

internal sealed partial class RedisDatabase
{
    public Task<RedisValue> StringGetAsync(RedisKey key, CommandFlags flags = CommandFlags.None) =>
        Send(RequestBuffer.Start("GET", 1).Key(key), Replies.Value);

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

        var arguments = 2 + (expiry.Ttl is null ? 0 : 2) + (when.When == When.Always ? 0 : 1);
        var request = RequestBuffer.Start("SET", arguments).Key(key).Value(value);
        if (expiry.Ttl is { } ttl)
        {
            var milliseconds = Milliseconds(ttl);
            _ = milliseconds % 1000 == 0 ? request.Text("EX").Number(milliseconds / 1000) : request.Text("PX").Number(milliseconds);
        }

        if (when.When != When.Always)
        {
            request.Text(when.When == When.Exists ? "XX" : "NX");
        }

        return Send(request, Replies.Done);
    }

    public Task<bool> StringSetAsync(RedisKey key, RedisValue value, TimeSpan? expiry, When when) =>
        StringSetAsync(key, value, expiry, when, CommandFlags.None);

    public Task<bool> StringSetAsync(RedisKey key, RedisValue value, TimeSpan? expiry, When when, CommandFlags flags) =>
        StringSetAsync(key, value, expiry is { } ttl ? new Expiration(ttl) : Expiration.Default, (ValueCondition)when, flags);

    /// <summary>Whole milliseconds, rounded up: nothing ends earlier than it was asked to.</summary>
    private static long Milliseconds(TimeSpan time) => (time.Ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;

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
