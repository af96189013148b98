namespace MyArch.Worker.Daemon.Periodic;

/// <summary>What <see cref="LeaderLease.ClaimAsync"/> found.</summary>
internal enum Claim
{
    /// <summary>This instance is not the leader any more.</summary>
    NotLeader,

    /// <summary>This instance may send the task, and nobody else for a while.</summary>
    Taken,

    /// <summary>Somebody is about to send it, or died at it.</summary>
    Sending,

    /// <summary>It was sent.</summary>
    Sent,
}
