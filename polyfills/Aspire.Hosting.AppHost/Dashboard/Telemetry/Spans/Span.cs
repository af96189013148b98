namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>One timed piece of work, as its process reported it. Immutable.</summary>
public sealed class Span
{
    public required TraceId TraceId { get; init; }

    public required SpanId Id { get; init; }

    /// <summary>Empty: the span is a root.</summary>
    public SpanId ParentId { get; init; }

    public required TelemetryResource Resource { get; init; }

    public TelemetryScope Scope { get; init; } = TelemetryScope.Empty;

    public required string Name { get; init; }

    public SpanKind Kind { get; init; }

    /// <summary>UTC, by the clock of the process that sent it.</summary>
    public required DateTime Start { get; init; }

    /// <summary>Never negative: a span that says it ended before it began has the duration zero.</summary>
    public TimeSpan Duration { get; init; }

    public DateTime End => Start + Duration;

    public SpanStatus Status { get; init; }

    public string StatusMessage { get; init; } = "";

    /// <summary>The W3C header <c>tracestate</c>; mostly empty.</summary>
    public string TraceState { get; init; } = "";

    /// <summary>The W3C trace flags in the lowest byte, and OTLP's bits above (0x100: 0x200 is known, 0x200: the parent is in another process).</summary>
    public uint Flags { get; init; }

    public TelemetryAttributes Attributes { get; init; }

    public IReadOnlyList<SpanEvent> Events { get; init; } = [];

    public IReadOnlyList<SpanLink> Links { get; init; } = [];

    /// <summary>What the sender and the receiver left out, together; likewise the other two.</summary>
    public int DroppedAttributes { get; init; }

    public int DroppedEvents { get; init; }

    public int DroppedLinks { get; init; }

    /// <summary>What the span keeps in memory, in bytes: an estimate that counts a shared text once. 0: the store estimates it.</summary>
    public int EstimatedBytes { get; init; }

    public bool IsError => Status == SpanStatus.Error;
}
