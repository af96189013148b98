namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>Numbered as in OTLP.</summary>
/// <seealso href="https://github.com/open-telemetry/opentelemetry-proto/blob/v1.9.0/opentelemetry/proto/trace/v1/trace.proto"/>
public enum SpanStatus
{
    Unset = 0,
    Ok = 1,
    Error = 2,
}
