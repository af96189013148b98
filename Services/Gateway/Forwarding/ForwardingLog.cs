namespace MyArch.Gateway.Forwarding;

internal static partial class ForwardingLog
{
    [LoggerMessage(EventId = 20, Level = LogLevel.Information, Message = "A request to target {Target} failed: {Outcome}. {Error}")]
    public static partial void Failed(ILogger logger, string target, string outcome, string? error);
}
