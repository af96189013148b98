namespace MyArch.Testing;

/// <summary>One data point of a metric as an OTLP backend gets it; <paramref name="Value"/> is that of a sum of integers.</summary>
internal sealed record OtlpMetric(string Meter, string Name, string Unit, long Value, Dictionary<string, object> Attributes, Dictionary<string, object> Resource);
