using System.Runtime.InteropServices;

namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>What a reader takes with it out of the store's lock.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct TraceSnapshot(TraceEntry entry, Span[] spans, int count, Trace? known)
{
    /// <summary>The trace of the first <c>count</c> spans; made once for as long as no span is added.</summary>
    public Trace Trace()
    {
        if (known is not null && known.Spans.Count == count)
        {
            return known;
        }

        var trace = Telemetry.Trace.Of(entry.Id, spans.AsSpan(0, count).ToArray());
        entry.Remember(trace, spans);
        return trace;
    }
}
