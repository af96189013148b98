using StackExchange.Redis.Protocol;

namespace StackExchange.Redis;

/// <summary>The answer to a script or to any command, in the shape that the server gave it.</summary>
public abstract partial class RedisResult
{
    private protected RedisResult(ResultType type) => Resp2Type = type;

    /// <summary>The kind of the answer on the wire.</summary>
    public ResultType Resp2Type { get; }

    /// <summary>Whether it is the null of the protocol.</summary>
    public abstract bool IsNull { get; }

    /// <summary>How many items it has; -1 if it is not an array, or a null one.</summary>
    public virtual int Length => -1;

    /// <summary>An item of an array.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such item.</exception>
    public virtual RedisResult this[int index] => Array.Empty<RedisResult>()[index];

    /// <summary>The text, or how many items there are.</summary>
    public abstract override string ToString();

    internal static RedisResult From(in Reply reply) => reply.Kind switch
    {
        ReplyKind.Array => new ArrayRedisResult(reply.Items is { } items ? Array.ConvertAll(items, static item => From(item)) : null),
        ReplyKind.Error => new ErrorRedisResult(reply.ErrorText),
        ReplyKind.Integer => new SingleRedisResult(reply.Number, ResultType.Integer),
        ReplyKind.SimpleString => new SingleRedisResult(reply.Bytes, ResultType.SimpleString),
        _ => new SingleRedisResult(reply.Bytes, ResultType.BulkString),
    };

    /// <summary>The one value that it is.</summary>
    internal abstract RedisValue ToValue();

    /// <summary>The items as results.</summary>
    internal abstract RedisResult[]? ToResults();

    /// <summary>The items as values; one value is an array of one.</summary>
    internal abstract RedisValue[]? ToValues();
}
