using StackExchange.Redis.Protocol;

namespace StackExchange.Redis.Database;

internal sealed partial class RedisDatabase
{
    public Task<RedisValue> HashGetAsync(RedisKey key, RedisValue hashField, CommandFlags flags = CommandFlags.None) =>
        Send(RequestBuffer.Start("HGET", 2).Key(key).Value(hashField), Replies.Value);

    public Task<RedisValue[]> HashGetAsync(RedisKey key, RedisValue[] hashFields, CommandFlags flags = CommandFlags.None)
    {
        ArgumentNullException.ThrowIfNull(hashFields);
        return hashFields.Length == 0
            ? Task.FromResult<RedisValue[]>([])
            : Send(StartWithValues("HMGET", key, hashFields), Replies.Values);
    }

    public Task<HashEntry[]> HashGetAllAsync(RedisKey key, CommandFlags flags = CommandFlags.None) =>
        Send(RequestBuffer.Start("HGETALL", 1).Key(key), Replies.HashEntries);

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

        return Send(request, Replies.Integer);
    }
}
