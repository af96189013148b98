namespace MyArch.AppHost.Telemetry;

/// <summary>Where a process sends its telemetry, and what it calls itself there.</summary>
internal static class TelemetryBuilderExtensions
{
    private const string ResourceAttributes = "OTEL_RESOURCE_ATTRIBUTES";

    /// <summary>
    /// OTLP over http/protobuf, with <c>service.namespace</c> and <c>cloud.availability_zone</c> added to the resource attributes that Aspire sets.
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
                context.EnvironmentVariables.TryGetValue(ResourceAttributes, out var aspires) && aspires is string text ? $"{text},{own}" : own);
    }
}
