namespace MyArch.Gateway.Targets;

/// <summary>A target's state and, unless it is healthy, why: the reason code of the AWS documentation ("Health checks for your target groups") and a detail.</summary>
internal sealed record TargetStatus(TargetState State, string? Reason)
{
    public static readonly TargetStatus Initial = new(TargetState.Initial, "Elb.InitialHealthChecking: no health check has decided yet");

    public static readonly TargetStatus Healthy = new(TargetState.Healthy, null);

    public static readonly TargetStatus Draining = new(TargetState.Draining, "Target.DeregistrationInProgress: requests in flight may finish");

    public static readonly TargetStatus Unused = new(TargetState.Unused, "Target.NotInUse: no route leads to the group");

    public static TargetStatus Unhealthy(string reason) => new(TargetState.Unhealthy, reason);
}
