using Microsoft.Extensions.Configuration;

namespace MyArch.AppHost.Telemetry;

/// <summary>Where a process sends its telemetry, and what it calls itself there.</summary>
internal static class TelemetryBuilderExtensions
{
    private const string ResourceAttributes = "OTEL_RESOURCE_ATTRIBUTES";

    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string Headers = "OTEL_EXPORTER_OTLP_HEADERS";

    private static readonly string[] Signals = ["TRACES", "METRICS", "LOGS"];

    /// <summary>
    /// OTLP over http/protobuf, with <c>service.namespace</c> and <c>cloud.availability_zone</c> added to the resource attributes that Aspire sets.
    /// It goes to the dashboard, or to where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> points, or that of one signal, like <c>OTEL_EXPORTER_OTLP_TRACES_ENDPOINT</c>.
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

    /// <summary>Aspire sends everything to its dashboard, whatever the user has said. The dashboard's key, which Aspire puts among the headers, is nobody else's business.</summary>
    internal static void SendElsewhere(Dictionary<string, object> variables, IConfiguration configuration)
    {
        if (Chosen(Endpoint) is { } endpoint)
        {
            variables[Endpoint] = endpoint;
            variables[Protocol] = Chosen(Protocol) ?? "http/protobuf";
            Set(Headers, Chosen(Headers));
        }

        if (!Signals.Any(signal => Chosen(Of(signal, Endpoint)) is not null))
        {
            return;
        }

        // Headers for all would go along with the signals that go elsewhere: each gets its own.
        variables.Remove(Headers, out var usual);
        foreach (var signal in Signals)
        {
            var elsewhere = Chosen(Of(signal, Endpoint));
            Set(Of(signal, Endpoint), elsewhere);
            Set(Of(signal, Protocol), Chosen(Of(signal, Protocol)));
            Set(Of(signal, Headers), Chosen(Of(signal, Headers)) ?? (elsewhere is null ? usual : Chosen(Headers)));
        }

        string? Chosen(string variable) => configuration[variable] is { Length: > 0 } value ? value : null;

        void Set(string variable, object? value)
        {
            variables.Remove(variable);
            if (value is not null)
            {
                variables[variable] = value;
            }
        }
    }

    private static string Of(string signal, string variable) => variable.Replace("OTLP_", $"OTLP_{signal}_", StringComparison.Ordinal);
}
