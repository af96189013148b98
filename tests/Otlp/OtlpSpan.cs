namespace MyArch.Testing;

/// <summary>A span as an OTLP backend gets it. <paramref name="Kind"/> 2 is server and 3 is client; <paramref name="Status"/> 2 is error.</summary>
internal sealed record OtlpSpan(
    string Source, string Name, long Kind, string TraceId, string SpanId, string ParentId, long Status, Dictionary<string, object> Attributes, Dictionary<string, object> Resource);
