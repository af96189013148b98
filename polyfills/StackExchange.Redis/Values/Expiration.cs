namespace StackExchange.Redis;

/// <summary>How long a stored value lives.</summary>
public readonly struct Expiration
{
    private readonly TimeSpan? _ttl;

    /// <summary>From now on for this long; <see cref="TimeSpan.MaxValue"/> is for ever.</summary>
    public Expiration(TimeSpan ttl) => _ttl = ttl == TimeSpan.MaxValue ? null : ttl;

    /// <summary>For ever: a time to live that the key had is removed.</summary>
    public static Expiration Default => default;

    internal TimeSpan? Ttl => _ttl;

    /// <summary>From now on for this long.</summary>
    public static implicit operator Expiration(TimeSpan ttl) => new(ttl);
}
