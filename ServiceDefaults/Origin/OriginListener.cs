namespace MyArch.ServiceDefaults;

/// <summary>The listener of the load balancer that a request came through.</summary>
public enum OriginListener
{
    /// <summary>One of the listeners that browsers reach.</summary>
    Public,

    /// <summary>The listener that only other parts of the system reach, with credentials of their own.</summary>
    Internal,
}
