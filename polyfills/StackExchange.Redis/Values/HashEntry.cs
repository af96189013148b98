namespace StackExchange.Redis;

/// <summary>A field of a hash and its value.</summary>
public readonly struct HashEntry(RedisValue name, RedisValue value) : IEquatable<HashEntry>
{
    /// <summary>The field.</summary>
    public RedisValue Name { get; } = name;

    /// <summary>The value.</summary>
    public RedisValue Value { get; } = value;

    /// <summary>An entry from a pair.</summary>
    public static implicit operator HashEntry(KeyValuePair<RedisValue, RedisValue> value) => new(value.Key, value.Value);

    /// <summary>A pair from an entry.</summary>
    public static implicit operator KeyValuePair<RedisValue, RedisValue>(HashEntry value) => new(value.Name, value.Value);

    /// <summary>Whether name and value are equal.</summary>
    public static bool operator ==(HashEntry x, HashEntry y) => x.Equals(y);

    /// <summary>Whether name or value differ.</summary>
    public static bool operator !=(HashEntry x, HashEntry y) => !x.Equals(y);

    /// <inheritdoc/>
    public bool Equals(HashEntry other) => Name == other.Name && Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is HashEntry entry && Equals(entry);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Value);

    /// <summary>"name: value".</summary>
    public override string ToString() => $"{Name}: {Value}";
}
