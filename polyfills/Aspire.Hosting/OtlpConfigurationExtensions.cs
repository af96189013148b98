using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Tells resources where their telemetry goes, by the variables of the OpenTelemetry specification.</summary>
public static class OtlpConfigurationExtensions
{
    /// <summary>How long exporters collect before they send, in milliseconds, while somebody is watching.</summary>
    private const string QuickExport = "1000";

    /// <summary>The resource exports telemetry.</summary>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEnvironment => Add(builder, new OtlpExporterAnnotation());

    /// <summary>The resource exports telemetry in one protocol.</summary>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder, OtlpProtocol protocol)
        where T : IResourceWithEnvironment => Add(builder, new OtlpExporterAnnotation { RequiredProtocol = protocol });

    private static IResourceBuilder<T> Add<T>(IResourceBuilder<T> builder, OtlpExporterAnnotation annotation)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        var isConfigured = builder.Resource.HasAnnotationOfType<OtlpExporterAnnotation>();
        builder.WithAnnotation(annotation);
        return isConfigured ? builder : builder.WithEnvironment(context => Configure(context, builder.ApplicationBuilder.Configuration, builder.ApplicationBuilder.Environment));
    }

    private static void Configure(EnvironmentCallbackContext context, ConfigurationManager configuration, IHostEnvironment environment)
    {
        var variables = context.EnvironmentVariables;
        variables["OTEL_SERVICE_NAME"] = context.Resource.Name;
        variables["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={Guid.NewGuid():N}";

        // Without an address nothing is exported, and a service can leave its exporter out. A variable that was set outside of this application wins.
        if (Endpoint(context.Resource, configuration) is { } endpoint)
        {
            variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint;
            variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = Protocol(context.Resource) ?? configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] ?? "grpc";
            if (configuration["OTEL_EXPORTER_OTLP_HEADERS"] is { Length: > 0 } headers)
            {
                variables["OTEL_EXPORTER_OTLP_HEADERS"] = headers;
            }
        }

        if (environment.IsDevelopment())
        {
            variables["OTEL_BLRP_SCHEDULE_DELAY"] = QuickExport;
            variables["OTEL_BSP_SCHEDULE_DELAY"] = QuickExport;
            variables["OTEL_METRIC_EXPORT_INTERVAL"] = QuickExport;
            variables["OTEL_TRACES_SAMPLER"] = "always_on";
            variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
        }
    }

    private static string? Endpoint(IResource resource, ConfigurationManager configuration) =>
        configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 } endpoint && resource.HasAnnotationOfType<OtlpExporterAnnotation>() ? endpoint : null;

    private static string? Protocol(IResource resource) => resource.GetLast<OtlpExporterAnnotation>()?.RequiredProtocol switch
    {
        OtlpProtocol.Grpc => "grpc",
        OtlpProtocol.HttpProtobuf => "http/protobuf",
        OtlpProtocol.HttpJson => "http/json",
        _ => null,
    };
}
