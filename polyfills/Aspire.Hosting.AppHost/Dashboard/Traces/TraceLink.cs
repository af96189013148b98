using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Traces;

/// <summary>The address of a trace, or of a span in it.</summary>
internal static class TraceLink
{
    public static string Of(TraceId trace, SpanId span = default) => span.IsEmpty ? $"/traces/detail/{trace}" : $"/traces/detail/{trace}?span={span}";
}
