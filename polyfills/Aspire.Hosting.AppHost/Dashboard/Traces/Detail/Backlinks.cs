using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Traces.Detail;

/// <summary>The other direction of links: who links to a span. Looked for among all that is kept, when somebody asks.</summary>
internal static class Backlinks
{
    private const int Most = 50;

    public static IReadOnlyList<Span> Of(TraceStore store, Span span)
    {
        var found = new List<Span>();
        foreach (var trace in store.List(TraceFilter.None, 0, int.MaxValue).Items)
        {
            foreach (var other in trace.Spans)
            {
                if (other.Links.Count > 0 && other.Links.Any(link => link.SpanId == span.Id && link.TraceId == span.TraceId))
                {
                    found.Add(other);
                    if (found.Count == Most)
                    {
                        return found;
                    }
                }
            }
        }

        return found;
    }
}
