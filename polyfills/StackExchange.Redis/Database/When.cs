namespace StackExchange.Redis;

/// <summary>When a write is to be done.</summary>
public enum When
{
    /// <summary>Whether the key exists or not.</summary>
    Always,

    /// <summary>Only if the key exists.</summary>
    Exists,

    /// <summary>Only if the key does not exist.</summary>
    NotExists,
}
