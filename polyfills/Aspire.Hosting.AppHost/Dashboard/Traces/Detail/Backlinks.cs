using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Traces.Detail;

/// <summary>The other direction of links: who links to a span. Looked for among all that is kept, when somebody asks.</summary>
internal static class Backlinks
{
    private const int Most = 50;

    /// <summary>The newest, by start.</summary>
    public static IReadOnlyList<Span> Of(TraceStore store, Span span) =>
        [.. store.FindSpans(other => other.Links.Count > 0 && other.Links.Any(link => link.SpanId == span.Id && link.TraceId == span.TraceId)).TakeLast(Most)];
}
