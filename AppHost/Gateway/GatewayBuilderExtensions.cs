using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MyArch.AppHost.AutoScaling;
using MyArch.AppHost.State;
using MyArch.AppHost.Telemetry;
using MyArch.AppHost.Topology;

namespace MyArch.AppHost.Gateway;

/// <summary>Adds the load balancer and tells it its target groups.</summary>
internal static class GatewayBuilderExtensions
{
    /// <summary>The public listener without TLS.</summary>
    public const string HttpEndpoint = "http";

    /// <summary>The public listener with TLS.</summary>
    public const string HttpsEndpoint = "https";

    /// <summary>The listener for calls between services, on loopback.</summary>
    public const string InternalEndpoint = "internal";

    /// <summary>
    /// Adds the gateway with its three listeners. The public ports are <c>Gateway:Port</c> (8080) and <c>Gateway:HttpsPort</c> (8443); 0 takes a free one.
    /// </summary>
    public static IResourceBuilder<ProjectResource> AddGateway<TProject>(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, StateDirectory state)
        where TProject : IProjectMetadata, new()
    {
        var caller = builder.AddGeneratedSecret("apphost-caller");
        var gateway = builder.AddProject<TProject>(name, static options => options.ExcludeLaunchProfile = true)
            .WithHttpEndpoint(port: builder.ReadPort("Gateway:Port", 8080), name: HttpEndpoint, isProxied: false)
            .WithHttpsEndpoint(port: builder.ReadPort("Gateway:HttpsPort", 8443), name: HttpsEndpoint, isProxied: false)
            .WithHttpEndpoint(name: InternalEndpoint, isProxied: false)
            .WithExternalHttpEndpoints()
            .WithHttpHealthCheck("/health/ready", endpointName: InternalEndpoint)
            .WithTelemetry(name)
            .WithEnvironment("ASPNETCORE_ENVIRONMENT", "Production")
            .WithClock()
            .WithEnvironment("Gateway__CertificatePath", state.PathOf("gateway.pfx"))
            .WithEnvironment("Callers__apphost__Secret", caller);
        var internalListener = gateway.GetEndpoint(InternalEndpoint);
        var targetHealth = $"{name}_targets";
        var http = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
        builder.Services.AddHealthChecks().Add(
            new HealthCheckRegistration(targetHealth, _ => new TargetHealthCheck(internalListener, caller.Resource, http), failureStatus: null, tags: null));
        return gateway
            .WithEnvironment("Gateway__InternalPort", internalListener.Property(EndpointProperty.TargetPort))
            .WithHealthCheck(targetHealth);
    }

    /// <summary>Gives the gateway the instances of a group that start with the system as the targets of a target group of the same name.</summary>
    public static IResourceBuilder<ProjectResource> WithTargetGroup(
        this IResourceBuilder<ProjectResource> gateway, IResourceBuilder<AutoScalingGroupResource> group)
    {
        var prefix = $"TargetGroups__{group.Resource.Name}";
        gateway
            .WithEnvironment($"{prefix}__OriginSecret", ReferenceExpression.Create($"{group.Resource.OriginSecret}"))
            .WithEnvironment($"{prefix}__InternalOriginSecret", ReferenceExpression.Create($"{group.Resource.InternalOriginSecret}"));
        foreach (var instance in group.Resource.Instances.Where(static instance => instance.StartsWithTheSystem))
        {
            gateway
                .WithEnvironment($"{prefix}__Targets__{instance.Project.Name}__Address", instance.Project.GetEndpoint(HttpEndpoint))
                .WithEnvironment($"{prefix}__Targets__{instance.Project.Name}__Zone", instance.Zone);
        }

        return gateway.WithReferenceRelationship(group);
    }

    /// <summary>Lets the instances of a group call the internal listener, each group with a credential of its own; what it may reach there the gateway's route table says.</summary>
    public static IResourceBuilder<ProjectResource> WithCaller(
        this IResourceBuilder<ProjectResource> gateway, IResourceBuilder<AutoScalingGroupResource> group)
    {
        var secret = gateway.ApplicationBuilder.AddGeneratedSecret($"{group.Resource.Name}-caller");
        group.WithApps(app => app
            .WithReference(gateway.GetEndpoint(InternalEndpoint))
            .WithEnvironment("Caller__Secret", secret));
        return gateway.WithEnvironment($"Callers__{group.Resource.Name}__Secret", secret);
    }

    private static int? ReadPort(this IDistributedApplicationBuilder builder, string key, int defaultPort)
    {
        var text = builder.Configuration[key];
        if (text is null)
        {
            return defaultPort;
        }

        return int.TryParse(text, out var port) && port is >= 0 and <= 65535
            ? port is 0 ? null : port
            : throw new StartupException($"{key} is '{text}'. It must be a port from 1 to 65535, or 0 for any free one.");
    }
}
