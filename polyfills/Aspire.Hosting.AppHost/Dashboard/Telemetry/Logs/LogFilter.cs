namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>Which log records to show. Everything that is set has to be true.</summary>
public sealed record LogFilter
{
    public static LogFilter None { get; } = new();

    /// <summary>By name, case is ignored.</summary>
    public string? Resource { get; init; }

    public LogSeverity? MinimumSeverity { get; init; }

    /// <summary>The message, the category or the event's name contains this text (case is ignored).</summary>
    public string? Text { get; init; }

    public TraceId? TraceId { get; init; }

    public SpanId? SpanId { get; init; }

    public IReadOnlyList<AttributeFilter> Attributes { get; init; } = [];
}
