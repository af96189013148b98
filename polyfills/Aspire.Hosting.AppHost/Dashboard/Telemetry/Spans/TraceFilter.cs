namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>Which traces to show. Everything that is set has to be true.</summary>
public sealed record TraceFilter
{
    public static TraceFilter None { get; } = new();

    /// <summary>A span of this resource takes part (by name, case is ignored).</summary>
    public string? Resource { get; init; }

    /// <summary>A span's name contains this text, or the trace's id begins with it (case is ignored).</summary>
    public string? Text { get; init; }

    public bool? HasError { get; init; }

    /// <summary>Of the whole trace.</summary>
    public TimeSpan? MinimumDuration { get; init; }

    /// <summary>One and the same span satisfies all of them.</summary>
    public IReadOnlyList<AttributeFilter> Attributes { get; init; } = [];

    /// <summary>The same span has one of these attributes, whatever its value. Empty: it need not.</summary>
    public IReadOnlyList<string> AnyOf { get; init; } = [];

    /// <summary>UTC: the trace starts before it.</summary>
    public DateTime? To { get; init; }
}
