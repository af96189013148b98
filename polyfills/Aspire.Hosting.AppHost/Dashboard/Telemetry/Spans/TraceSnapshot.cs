using System.Runtime.InteropServices;

namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>What a reader takes with it out of the store's lock: enough to filter and sort without making a <see cref="Telemetry.Trace"/> of each.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct TraceSnapshot(TraceEntry entry, Span[] spans, int count, Trace? known)
{
    public TraceId Id => entry.Id;

    public DateTime Start { get; } = entry.Start;

    public TimeSpan Duration { get; } = entry.End - entry.Start;

    public bool HasError { get; } = entry.HasError;

    /// <summary>In the order of arrival.</summary>
    public ReadOnlySpan<Span> Spans => spans.AsSpan(0, count);

    /// <summary>Made once for as long as no span is added.</summary>
    public Trace Trace()
    {
        if (known is not null && known.Spans.Count == count)
        {
            return known;
        }

        var trace = Telemetry.Trace.Of(entry.Id, Spans.ToArray());
        entry.Remember(trace, spans);
        return trace;
    }
}
