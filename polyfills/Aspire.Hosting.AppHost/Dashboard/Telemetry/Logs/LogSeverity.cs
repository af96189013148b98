namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>Six steps, named as .NET's log levels; OTLP has four numbers for each.</summary>
/// <seealso href="https://github.com/open-telemetry/opentelemetry-proto/blob/v1.9.0/opentelemetry/proto/logs/v1/logs.proto"/>
public enum LogSeverity
{
    Unspecified,
    Trace,
    Debug,
    Information,
    Warning,
    Error,
    Critical,
}
