namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>The body is no protobuf message. Answered with 400.</summary>
internal sealed class OtlpFormatException(string message) : Exception(message);
