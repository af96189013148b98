namespace StackExchange.Redis;

/// <summary>How long a stored value lives.</summary>
public readonly struct Expiration
{
    private readonly TimeSpan? _ttl;
    private readonly bool _keep;

    /// <summary>From now on for this long; <see cref="TimeSpan.MaxValue"/> is for ever.</summary>
    public Expiration(TimeSpan ttl) => _ttl = ttl == TimeSpan.MaxValue ? null : ttl;

    private Expiration(bool keep) => _keep = keep;

    /// <summary>For ever: a time to live that the key had is removed.</summary>
    public static Expiration Default => default;

    /// <summary>As long as the key lives anyway.</summary>
    public static Expiration KeepTtl => new(keep: true);

    internal TimeSpan? Ttl => _ttl;

    internal bool Keeps => _keep;

    /// <summary>From now on for this long.</summary>
    public static implicit operator Expiration(TimeSpan ttl) => new(ttl);
}
