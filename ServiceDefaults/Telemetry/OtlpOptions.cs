using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace MyArch.ServiceDefaults;

/// <summary>The standard variables that say where telemetry goes, looked at here because the SDK falls back to its defaults when it cannot read them.</summary>
internal sealed class OtlpOptions
{
    [ConfigurationKeyName("OTEL_EXPORTER_OTLP_ENDPOINT")]
    [RegularExpression("https?://[^/?#\\s]+[^?#\\s]*", ErrorMessage = "must be an http or https URL, or telemetry would be sent to this machine's default port")]
    public string? Endpoint { get; set; }

    [ConfigurationKeyName("OTEL_EXPORTER_OTLP_PROTOCOL")]
    [AllowedValues("http/protobuf", "grpc", null, ErrorMessage = "must be http/protobuf or grpc, or telemetry would be sent as grpc")]
    public string? Protocol { get; set; }
}
