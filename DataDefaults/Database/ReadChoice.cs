namespace MyArch.DataDefaults;

/// <summary>Why a read goes to the server that it goes to, as <c>myarch.database.choice</c> says it.</summary>
internal static class ReadChoice
{
    /// <summary>The replica is there and fresh enough.</summary>
    public const string Fresh = "fresh";

    /// <summary>There is one server only.</summary>
    public const string Single = "single";

    /// <summary>The replica lags more than it may.</summary>
    public const string Lagging = "lagging";

    /// <summary>The replica does not answer.</summary>
    public const string ReplicaDown = "replica_down";

    /// <summary>The primary does not answer: better old than nothing, whatever position was asked for.</summary>
    public const string PrimaryDown = "primary_down";

    /// <summary>The replica has not come to the position that was asked for.</summary>
    public const string Token = "token";

    /// <summary>The caller wants the primary.</summary>
    public const string Requested = "requested";

    /// <summary>The first server failed.</summary>
    public const string Failover = "failover";

    public static (DatabaseRole Role, string Choice) Of(Servers servers, TimeSpan maxLag, TimeProvider time)
    {
        if (servers.Replica is not { } replica)
        {
            return (DatabaseRole.Primary, servers.All.Count == 1 ? Single : ReplicaDown);
        }

        if (replica.IsDown)
        {
            return (DatabaseRole.Primary, ReplicaDown);
        }

        if (servers.IsPrimaryDown)
        {
            return (DatabaseRole.Replica, PrimaryDown);
        }

        return replica.BehindSince is { } since && time.GetElapsedTime(since) > maxLag ? (DatabaseRole.Primary, Lagging) : (DatabaseRole.Replica, Fresh);
    }
}
