using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;

namespace MyArch.ServiceDefaults;

/// <summary>Names and defaults of what is collected.</summary>
internal static class TelemetryConfiguration
{
    /// <summary>Activity sources of the runtime and of the libraries that services use.</summary>
    public static readonly string[] Sources = ["Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "Yarp.ReverseProxy"];

    /// <summary>Meters of the runtime, of the libraries that services use, and of this one. The SDK's own meter counts the spans that a full queue dropped.</summary>
    public static readonly string[] Meters =
    [
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "System.Net.Http",
        "System.Runtime",
        "Npgsql",
        "otel.sdk.experimental",
        ResilienceMetrics.MeterName,
    ];

    private static readonly string[] EndpointKeys =
    [
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
        "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
        "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
    ];

    /// <summary>Whether an endpoint is configured and OpenTelemetry is not switched off.</summary>
    public static bool IsExported(IConfiguration configuration) =>
        EndpointKeys.Any(key => !string.IsNullOrWhiteSpace(configuration[key]))
        && !string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Adds defaults below every other source of configuration, so that anything set anywhere wins.</summary>
    public static void AddDefaults(IConfigurationManager configuration)
    {
        Dictionary<string, string?> defaults = new(StringComparer.OrdinalIgnoreCase)
        {
            // The exporter's own default is grpc.
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            // One line per request, twice, is the hosts' default.
            ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
            ["Logging:LogLevel:System.Net.Http.HttpClient"] = "Warning",
            // One record per SQL command, of which there is a span.
            ["Logging:LogLevel:Npgsql"] = "Warning",
        };
        if (!IsExported(configuration))
        {
            // Client libraries add their own tracing; without an exporter nobody would read it.
            defaults["OTEL_SDK_DISABLED"] = "true";
        }

        configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = defaults });
    }
}
