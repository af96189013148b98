using StackExchange.Redis.Protocol;

namespace StackExchange.Redis.Database;

internal sealed partial class RedisDatabase
{
    public Task<RedisValue> HashGetAsync(RedisKey key, RedisValue hashField, CommandFlags flags = CommandFlags.None) =>
        Send(RequestBuffer.Start("HGET", 2).Key(key).Value(hashField), Replies.Value, flags);

    public Task<RedisValue[]> HashGetAsync(RedisKey key, RedisValue[] hashFields, CommandFlags flags = CommandFlags.None)
    {
        ArgumentNullException.ThrowIfNull(hashFields);
        return hashFields.Length == 0
            ? Task.FromResult<RedisValue[]>([])
            : Send(StartWithValues("HMGET", key, hashFields), Replies.Values, flags, []);
    }

    public Task<HashEntry[]> HashGetAllAsync(RedisKey key, CommandFlags flags = CommandFlags.None) =>
        Send(RequestBuffer.Start("HGETALL", 1).Key(key), Replies.HashEntries, flags, []);

    public Task HashSetAsync(RedisKey key, HashEntry[] hashFields, CommandFlags flags = CommandFlags.None)
    {
        ArgumentNullException.ThrowIfNull(hashFields);
        if (hashFields.Length == 0)
        {
            return Task.CompletedTask;
        }

        var request = RequestBuffer.Start("HSET", (hashFields.Length * 2) + 1).Key(key);
        foreach (var field in hashFields)
        {
            request.Value(field.Name).Value(field.Value);
        }

        return Send(request, Replies.Integer, flags);
    }

    public Task<bool> HashSetAsync(
        RedisKey key, RedisValue hashField, RedisValue value, When when = When.Always, CommandFlags flags = CommandFlags.None)
    {
        if (when == When.Exists)
        {
            throw new ArgumentException("A field cannot be set on the condition that it exists.", nameof(when));
        }

        // Storing nothing is deleting, as in the original.
        return value.IsNull
            ? HashDeleteAsync(key, hashField, flags)
            : Send(RequestBuffer.Start(when == When.NotExists ? "HSETNX" : "HSET", 3).Key(key).Value(hashField).Value(value), Replies.Flag, flags);
    }

    public Task<bool> HashDeleteAsync(RedisKey key, RedisValue hashField, CommandFlags flags = CommandFlags.None) =>
        Send(RequestBuffer.Start("HDEL", 2).Key(key).Value(hashField), Replies.Flag, flags);

    public Task<long> HashDeleteAsync(RedisKey key, RedisValue[] hashFields, CommandFlags flags = CommandFlags.None) =>
        SendValues("HDEL", key, hashFields, flags);

    public Task<bool> SetAddAsync(RedisKey key, RedisValue value, CommandFlags flags = CommandFlags.None) =>
        Send(RequestBuffer.Start("SADD", 2).Key(key).Value(value), Replies.Flag, flags);

    public Task<long> SetAddAsync(RedisKey key, RedisValue[] values, CommandFlags flags = CommandFlags.None) => SendValues("SADD", key, values, flags);

    public Task<RedisValue[]> SetMembersAsync(RedisKey key, CommandFlags flags = CommandFlags.None) =>
        Send(RequestBuffer.Start("SMEMBERS", 1).Key(key), Replies.Values, flags, []);

    public Task<bool> SetRemoveAsync(RedisKey key, RedisValue value, CommandFlags flags = CommandFlags.None) =>
        Send(RequestBuffer.Start("SREM", 2).Key(key).Value(value), Replies.Flag, flags);

    public Task<long> SetRemoveAsync(RedisKey key, RedisValue[] values, CommandFlags flags = CommandFlags.None) =>
        SendValues("SREM", key, values, flags);

    public Task<long> ListRightPushAsync(RedisKey key, RedisValue value, When when = When.Always, CommandFlags flags = CommandFlags.None) =>
        when == When.NotExists
            ? throw new ArgumentException("A value cannot be pushed on the condition that the list does not exist.", nameof(when))
            : Send(RequestBuffer.Start(when == When.Exists ? "RPUSHX" : "RPUSH", 2).Key(key).Value(value), Replies.Integer, flags);

    public Task<RedisValue[]> ListRangeAsync(RedisKey key, long start = 0, long stop = -1, CommandFlags flags = CommandFlags.None) =>
        Send(RequestBuffer.Start("LRANGE", 3).Key(key).Number(start).Number(stop), Replies.Values, flags, []);

    private Task<long> SendValues(string command, RedisKey key, RedisValue[] values, CommandFlags flags)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Length == 0 ? Task.FromResult(0L) : Send(StartWithValues(command, key, values), Replies.Integer, flags);
    }
}
