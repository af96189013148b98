namespace StackExchange.Redis;

/// <summary>A member of a sorted set and its score.</summary>
public readonly struct SortedSetEntry(RedisValue element, double score) : IEquatable<SortedSetEntry>
{
    /// <summary>The member.</summary>
    public RedisValue Element { get; } = element;

    /// <summary>The score.</summary>
    public double Score { get; } = score;

    /// <summary>An entry from a pair.</summary>
    public static implicit operator SortedSetEntry(KeyValuePair<RedisValue, double> value) => new(value.Key, value.Value);

    /// <summary>A pair from an entry.</summary>
    public static implicit operator KeyValuePair<RedisValue, double>(SortedSetEntry value) => new(value.Element, value.Score);

    /// <summary>Whether member and score are equal.</summary>
    public static bool operator ==(SortedSetEntry x, SortedSetEntry y) => x.Equals(y);

    /// <summary>Whether member or score differ.</summary>
    public static bool operator !=(SortedSetEntry x, SortedSetEntry y) => !x.Equals(y);

    /// <inheritdoc/>
    public bool Equals(SortedSetEntry other) => Score.Equals(other.Score) && Element == other.Element;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SortedSetEntry entry && Equals(entry);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Element, Score);

    /// <summary>"member: score".</summary>
    public override string ToString() => $"{Element}: {Score}";
}
