namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>What a log record takes in memory.</summary>
internal static class LogSize
{
    /// <summary>The object and its place in the queue.</summary>
    public const int Object = 144 + 16;

    /// <summary>The receiver's own figure, or (for records that it did not make) one that counts every text.</summary>
    public static long Of(LogRecord record) => record.EstimatedBytes > 0
        ? record.EstimatedBytes
        : Object + TelemetrySize.Of(record.Message) + TelemetrySize.Of(record.EventName) + TelemetrySize.Of(record.Attributes);
}
