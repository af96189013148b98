namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>One log record. Immutable, but for the id that the store gives it.</summary>
public sealed class LogRecord
{
    /// <summary>From 1 on, in the order of arrival; 0 until the record is in the store.</summary>
    public long Id { get; internal set; }

    /// <summary>UTC; the time of the event, else the time at which it was observed, else that of its arrival.</summary>
    public required DateTime Time { get; init; }

    public LogSeverity Severity { get; init; }

    /// <summary>OTLP's number, 0 to 24.</summary>
    public int SeverityNumber { get; init; }

    /// <summary>The sender's own word, for example <c>WARN</c>; may be empty.</summary>
    public string SeverityText { get; init; } = "";

    /// <summary>The formatted message: the record's body as text.</summary>
    public required string Message { get; init; }

    public required TelemetryResource Resource { get; init; }

    /// <summary>Its name is the logger's category.</summary>
    public TelemetryScope Scope { get; init; } = TelemetryScope.Empty;

    /// <summary>Empty: the record belongs to no trace; likewise <see cref="SpanId"/>.</summary>
    public TraceId TraceId { get; init; }

    public SpanId SpanId { get; init; }

    public uint Flags { get; init; }

    public string EventName { get; init; } = "";

    public TelemetryAttributes Attributes { get; init; }

    public int DroppedAttributes { get; init; }

    /// <inheritdoc cref="Span.EstimatedBytes"/>
    public int EstimatedBytes { get; init; }
}
