namespace StackExchange.Redis;

/// <summary>What happens to commands while there is no connection.</summary>
public sealed class BacklogPolicy
{
    /// <summary>Commands wait for a connection until they time out.</summary>
    public static BacklogPolicy Default { get; } = new() { QueueWhileDisconnected = true };

    /// <summary>Commands fail at once with <see cref="RedisConnectionException"/>.</summary>
    public static BacklogPolicy FailFast { get; } = new() { AbortPendingOnConnectionFailure = true };

    /// <summary>Whether commands wait for a connection, until they time out.</summary>
    public bool QueueWhileDisconnected { get; init; }

    /// <summary>Whether commands that already wait fail as soon as an attempt to connect fails.</summary>
    public bool AbortPendingOnConnectionFailure { get; init; }
}
