using StackExchange.Redis.Connection;
using StackExchange.Redis.Protocol;

namespace StackExchange.Redis.Database;

internal sealed partial class RedisDatabase
{
    public async Task<RedisResult> ScriptEvaluateAsync(
        string script, RedisKey[]? keys = null, RedisValue[]? values = null, CommandFlags flags = CommandFlags.None)
    {
        ArgumentException.ThrowIfNullOrEmpty(script);

        try
        {
            return await Send<RedisResult>(StartScript("EVALSHA", ScriptHashes.Of(script), keys, values), Replies.Result);
        }
        catch (RedisServerException failure) when (failure.Message.StartsWith(CommandTracing.UnknownScript, StringComparison.Ordinal))
        {
            // Nothing was executed: the server has restarted, or its scripts were flushed. EVAL makes it known again.
        }

        return await Send<RedisResult>(StartScript("EVAL", script, keys, values), Replies.Result);
    }

    public Task<RedisResult> ExecuteAsync(string command, params object[] args) => ExecuteAsync(command, args, CommandFlags.None);

    public Task<RedisResult> ExecuteAsync(string command, ICollection<object>? args, CommandFlags flags = CommandFlags.None)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(command);
        SharedConnectionCommands.ThrowIfRefused(command, args);
        var request = RequestBuffer.Start(command, args?.Count ?? 0);
        foreach (var argument in args ?? [])
        {
            request.Value(RedisValue.TryConvert(argument, out var value)
                ? value
                : throw new InvalidCastException($"An argument of type {argument?.GetType().Name ?? "null"} cannot be sent to Redis."));
        }

        return Send<RedisResult>(request, Replies.Result);
    }

    private static RequestBuffer StartScript(string command, string script, RedisKey[]? keys, RedisValue[]? values)
    {
        keys ??= [];
        values ??= [];
        var request = RequestBuffer.Start(command, 2 + keys.Length + values.Length).Text(script).Number(keys.Length);
        foreach (var key in keys)
        {
            request.Key(key);
        }

        foreach (var value in values)
        {
            request.Value(value);
        }

        return request;
    }
}
