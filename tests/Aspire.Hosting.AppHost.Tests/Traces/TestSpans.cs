using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Tests.Traces;

/// <summary>Spans as tests write them down: small numbers for ids, milliseconds for times.</summary>
internal static class TestSpans
{
    public static readonly DateTime Start = new(2026, 11, 23, 9, 30, 0, DateTimeKind.Utc);

    public static readonly TraceId TraceId = new(0xa, 0xb);

    private static readonly Dictionary<string, TelemetryResource> Resources = [];

    public static Span Of(
        ulong id, ulong parent, double start, double duration, string resource = "web", string? name = null, SpanKind kind = SpanKind.Internal, SpanStatus status = SpanStatus.Unset,
        TraceId? trace = null, IReadOnlyList<SpanLink>? links = null, IReadOnlyList<SpanEvent>? events = null, params ReadOnlySpan<(string, TelemetryValue)> attributes) => new()
        {
            TraceId = trace ?? TraceId,
            Id = new SpanId(id),
            ParentId = new SpanId(parent),
            Resource = Resource(resource),
            Scope = new TelemetryScope("Tests", "1.0", default),
            Name = name ?? $"span {id}",
            Kind = kind,
            Status = status,
            StatusMessage = status == SpanStatus.Error ? "It did not work." : "",
            Start = At(start),
            Duration = TimeSpan.FromMilliseconds(duration),
            Links = links ?? [],
            Events = events ?? [],
            Attributes = TelemetryAttributes.Of(attributes),
            // As the receiver counts: names and values are texts that many spans share.
            EstimatedBytes = SpanSize.Object + TelemetrySize.Array + (attributes.Length * TelemetrySize.Attribute),
        };

    public static DateTime At(double milliseconds) => Start + TimeSpan.FromMilliseconds(milliseconds);

    public static TelemetryResource Resource(string name)
    {
        lock (Resources)
        {
            return Resources.TryGetValue(name, out var resource) ? resource
                : Resources[name] = new TelemetryResource(name, $"{name}-1", TelemetryAttributes.Of(("service.name", name), ("service.namespace", "tests")));
        }
    }
}
