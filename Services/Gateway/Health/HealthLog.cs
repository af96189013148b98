namespace MyArch.Gateway.Health;

internal static partial class HealthLog
{
    [LoggerMessage(EventId = 10, Level = LogLevel.Error, Message = "The health checks of target {Target} ended; its state will not change any more")]
    public static partial void Stopped(ILogger logger, Exception exception, string target);
}
