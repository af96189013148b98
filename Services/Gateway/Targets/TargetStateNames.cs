namespace MyArch.Gateway.Targets;

/// <summary>The states as AWS writes them.</summary>
internal static class TargetStateNames
{
    public static string Of(TargetState state) => state switch
    {
        TargetState.Initial => "initial",
        TargetState.Healthy => "healthy",
        TargetState.Unhealthy => "unhealthy",
        TargetState.Draining => "draining",
        _ => "unused",
    };
}
