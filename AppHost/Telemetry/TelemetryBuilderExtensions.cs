using Microsoft.Extensions.Configuration;

namespace MyArch.AppHost.Telemetry;

/// <summary>Where a process sends its telemetry, and what it calls itself there.</summary>
internal static class TelemetryBuilderExtensions
{
    private const string ResourceAttributes = "OTEL_RESOURCE_ATTRIBUTES";

    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string Headers = "OTEL_EXPORTER_OTLP_HEADERS";

    /// <summary>
    /// OTLP over http/protobuf, with <c>service.namespace</c> and <c>cloud.availability_zone</c> added to the resource attributes that Aspire sets.
    /// It goes to the dashboard, or to where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> points.
    /// </summary>
    /// <param name="project">The process.</param>
    /// <param name="group">Its group: the same for all instances of a service, whose <c>service.name</c> is the instance's.</param>
    /// <param name="zone">Its availability zone, if it has one.</param>
    public static IResourceBuilder<ProjectResource> WithTelemetry(this IResourceBuilder<ProjectResource> project, string group, string? zone = null)
    {
        var own = zone is null ? $"service.namespace={group}" : $"service.namespace={group},cloud.availability_zone={zone}";
        return project
            .WithOtlpExporter(OtlpProtocol.HttpProtobuf)
            .WithEnvironment(context => context.EnvironmentVariables[ResourceAttributes] =
                context.EnvironmentVariables.TryGetValue(ResourceAttributes, out var aspires) && aspires is string text ? $"{text},{own}" : own)
            .WithEnvironment(context => SendElsewhere(context.EnvironmentVariables, project.ApplicationBuilder.Configuration));
    }

    /// <summary>Aspire sends everything to its dashboard, whatever the user has said.</summary>
    private static void SendElsewhere(Dictionary<string, object> variables, ConfigurationManager configuration)
    {
        if (configuration[Endpoint] is not { Length: > 0 } chosen)
        {
            return;
        }

        variables[Endpoint] = chosen;
        variables[Protocol] = configuration[Protocol] is { Length: > 0 } protocol ? protocol : "http/protobuf";
        // The dashboard's key is nobody else's business.
        variables.Remove(Headers);
        if (configuration[Headers] is { Length: > 0 } headers)
        {
            variables[Headers] = headers;
        }
    }
}
