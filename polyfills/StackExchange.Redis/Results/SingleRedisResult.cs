namespace StackExchange.Redis;

/// <summary>One value.</summary>
internal sealed class SingleRedisResult(RedisValue value, ResultType type) : RedisResult(type)
{
    public override bool IsNull => value.IsNull;

    public override string ToString() => value.ToString();

    internal override RedisValue ToValue() => value;

    internal override RedisResult[] ToResults() => throw new InvalidCastException("The answer is one value and not an array.");

    internal override RedisValue[] ToValues() => [value];
}
