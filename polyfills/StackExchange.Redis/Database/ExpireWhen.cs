namespace StackExchange.Redis;

/// <summary>When a time to live is to be set.</summary>
public enum ExpireWhen
{
    /// <summary>In any case.</summary>
    Always,

    /// <summary>Only if the new time is later than the present one.</summary>
    GreaterThanCurrentExpiry,

    /// <summary>Only if the key has a time to live.</summary>
    HasExpiry,

    /// <summary>Only if the key has no time to live.</summary>
    HasNoExpiry,

    /// <summary>Only if the new time is earlier than the present one.</summary>
    LessThanCurrentExpiry,
}
