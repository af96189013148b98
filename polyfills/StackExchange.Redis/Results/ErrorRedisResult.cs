namespace StackExchange.Redis;

/// <summary>An error inside an array, as scripts can return it: thrown when it is looked at.</summary>
internal sealed class ErrorRedisResult(string message) : RedisResult(ResultType.Error)
{
    public override bool IsNull => false;

    public override string ToString() => message;

    internal override RedisValue ToValue() => throw new RedisServerException(message);

    internal override RedisResult[] ToResults() => throw new RedisServerException(message);

    internal override RedisValue[] ToValues() => throw new RedisServerException(message);
}
