namespace MyArch.Gateway.Targets;

internal static partial class TargetLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Target {Target} of group {Group} went from {Before} to {After}: {Reason}")]
    public static partial void StateChanged(ILogger logger, string target, string group, TargetState before, TargetState after, string? reason);
}
