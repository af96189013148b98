namespace MyArch.DataDefaults;

/// <summary>Where a value came from.</summary>
public enum CacheOutcome
{
    /// <summary>From the database: by this call, or by another one for the same key that this call waited for.</summary>
    Miss,

    /// <summary>From the cache.</summary>
    Hit,
}
