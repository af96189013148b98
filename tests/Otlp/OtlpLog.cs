namespace MyArch.Testing;

/// <summary>A log record as an OTLP backend gets it.</summary>
internal sealed record OtlpLog(string Category, string Body, string TraceId, Dictionary<string, object> Attributes);
