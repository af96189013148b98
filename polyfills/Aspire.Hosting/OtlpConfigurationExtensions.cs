using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine.Dashboard;
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

        // Without an address nothing is exported, and a service can leave its exporter out. (Aspire's own falls back to its dashboard's usual port, or fails.)
        if (Destination(context.Resource.GetLast<OtlpExporterAnnotation>()?.RequiredProtocol, configuration) is var (endpoint, protocol))
        {
            variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint;
            variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol;
            if (Setting(configuration, DashboardConfiguration.OtlpApiKey) is { } key)
            {
                variables["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={key}";
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

    private static (string Endpoint, string Protocol)? Destination(OtlpProtocol? required, ConfigurationManager configuration)
    {
        var grpc = Setting(configuration, DashboardConfiguration.OtlpGrpcUrl);
        var http = Setting(configuration, DashboardConfiguration.OtlpHttpUrl);
        return required switch
        {
            OtlpProtocol.Grpc => grpc is null ? null : (grpc, "grpc"),
            OtlpProtocol.HttpProtobuf => http is null ? null : (http, "http/protobuf"),
            OtlpProtocol.HttpJson => http is null ? null : (http, "http/json"),
            _ => grpc is not null ? (grpc, "grpc")
                : http is not null ? (http, "http/protobuf")
                : null,
        };
    }

    private static string? Setting(ConfigurationManager configuration, string key) => string.IsNullOrWhiteSpace(configuration[key]) ? null : configuration[key];
}
