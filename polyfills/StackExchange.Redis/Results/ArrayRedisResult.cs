namespace StackExchange.Redis;

/// <summary>A list of results, or the null list.</summary>
internal sealed class ArrayRedisResult(RedisResult[]? items) : RedisResult(ResultType.Array)
{
    public override bool IsNull => items is null;

    public override int Length => items?.Length ?? -1;

    public override RedisResult this[int index] => (items ?? [])[index];

    public override string ToString() => items is null ? "(nil)" : $"{items.Length} element(s)";

    internal override RedisValue ToValue() => items switch
    {
        null => RedisValue.Null,
        [var only] => only.ToValue(),
        _ => throw new InvalidCastException($"The answer is an array of {items.Length} and not one value."),
    };

    internal override RedisResult[]? ToResults() => items;

    internal override RedisValue[]? ToValues() => items is null ? null : Array.ConvertAll(items, static item => item.ToValue());
}
