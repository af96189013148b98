namespace StackExchange.Redis;

/// <summary>When a value is to be stored.</summary>
public readonly struct ValueCondition
{
    private readonly When _when;

    private ValueCondition(When when) => _when = when;

    /// <summary>Whether the key exists or not.</summary>
    public static ValueCondition Always => default;

    /// <summary>Only if the key exists.</summary>
    public static ValueCondition Exists => new(When.Exists);

    /// <summary>Only if the key does not exist.</summary>
    public static ValueCondition NotExists => new(When.NotExists);

    internal When When => _when;

    /// <summary>The same condition.</summary>
    public static implicit operator ValueCondition(When when) => new(when);
}
