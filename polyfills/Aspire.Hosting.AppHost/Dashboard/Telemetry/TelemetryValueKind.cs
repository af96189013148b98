namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>What a <see cref="TelemetryValue"/> holds: the cases of OTLP's <c>AnyValue</c>.</summary>
/// <seealso href="https://github.com/open-telemetry/opentelemetry-proto/blob/v1.9.0/opentelemetry/proto/common/v1/common.proto"/>
public enum TelemetryValueKind
{
    /// <summary>An <c>AnyValue</c> in which nothing is set.</summary>
    Empty,
    String,
    Boolean,
    Long,
    Double,
    Bytes,
    Array,
    Attributes,
}
