namespace MyArch.Gateway.Targets;

/// <summary>The states of a target, named and meant as those of an Application Load Balancer.</summary>
internal enum TargetState
{
    /// <summary>Registered, and no health check has decided yet.</summary>
    Initial,

    /// <summary>In rotation.</summary>
    Healthy,

    /// <summary>Out of rotation, unless all targets of the group are.</summary>
    Unhealthy,

    /// <summary>Deregistered: no new requests; those in flight may finish until the deregistration delay has passed.</summary>
    Draining,

    /// <summary>Registered with a group that no route leads to; not checked.</summary>
    Unused,
}
