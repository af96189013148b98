namespace StackExchange.Redis.Connection;

/// <summary>What became of a command that was handed to a connection.</summary>
internal enum SendOutcome
{
    /// <summary>It stands in line and will be settled.</summary>
    Accepted,

    /// <summary>The connection has ended.</summary>
    Closed,

    /// <summary>The connection holds as much as it may.</summary>
    Full,
}
