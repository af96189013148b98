namespace MyArch.Gateway.Targets;

/// <summary>The target of one attempt and why it was chosen.</summary>
internal readonly record struct TargetChoice(Target Target, string Why)
{
    public const string RoundRobin = "round-robin";
    public const string FailOpen = "fail-open";
    public const string Retry = "retry";
}
