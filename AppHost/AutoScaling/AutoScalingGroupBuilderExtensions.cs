using MyArch.AppHost.Telemetry;
using MyArch.AppHost.Topology;

namespace MyArch.AppHost.AutoScaling;

/// <summary>Adds auto scaling groups to the application.</summary>
internal static class AutoScalingGroupBuilderExtensions
{
    /// <summary>
    /// Adds a group of instances of <typeparamref name="TProject"/>, as many and in the zones that the environment says. Each is a project resource of its own, named
    /// <c>group-zoneN</c>; those above the desired number are started by command only.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The group's name, and the key of its size in the environment.</param>
    /// <param name="environment">The environment: zones, sizes, labels.</param>
    /// <exception cref="StartupException">The environment has no size for the group.</exception>
    public static IResourceBuilder<AutoScalingGroupResource> AddAutoScalingGroup<TProject>(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, TopologyEnvironment environment)
        where TProject : IProjectMetadata, new()
    {
        var size = environment.SizeOf(name);
        var origin = builder.AddGeneratedSecret($"{name}-origin");
        var internalOrigin = builder.AddGeneratedSecret($"{name}-origin-internal");
        var group = new AutoScalingGroupResource(name, size, origin.Resource, internalOrigin.Resource);
        var groupBuilder = builder.AddResource(group)
            .WithInitialState(new CustomResourceSnapshot
            {
                ResourceType = "AutoScalingGroup",
                State = new ResourceStateSnapshot(KnownResourceStates.Running, KnownResourceStateStyles.Success),
                Properties = [new("min", size.Min), new("desired", size.Desired), new("max", size.Max), new("zones", string.Join(' ', environment.Zones))],
            })
            .ExcludeFromManifest();

        foreach (var (instanceName, zone) in ZoneSpread.Place(name, size.Max, environment.Zones))
        {
            var startsWithTheSystem = group.Instances.Count < size.Desired;
            var instance = builder.AddInstance<TProject>(instanceName, zone, environment)
                .WithEnvironment("Origin__Secret", origin)
                .WithEnvironment("Origin__InternalSecret", internalOrigin)
                .WithTelemetry(name, zone)
                .WithParentRelationship(groupBuilder);
            if (!startsWithTheSystem)
            {
                instance.WithExplicitStart();
            }

            group.Add(new InstanceResource(instance.Resource, zone, startsWithTheSystem));
        }

        return groupBuilder;
    }

    /// <summary>Applies the same configuration to every instance of the group, started or not.</summary>
    public static IResourceBuilder<AutoScalingGroupResource> WithInstances(
        this IResourceBuilder<AutoScalingGroupResource> group, Action<IResourceBuilder<ProjectResource>> configure)
    {
        foreach (var instance in group.Resource.Instances)
        {
            configure(group.ApplicationBuilder.CreateResourceBuilder(instance.Project));
        }

        return group;
    }

    // A launch profile's fixed address would become every instance's port, and a proxied endpoint accepts for a dead instance: neither is used.
    private static IResourceBuilder<ProjectResource> AddInstance<TProject>(
        this IDistributedApplicationBuilder builder, string name, string zone, TopologyEnvironment environment)
        where TProject : IProjectMetadata, new() =>
        builder.AddProject<TProject>(name, static options => options.ExcludeLaunchProfile = true)
            .WithHttpEndpoint(isProxied: false)
            .WithHttpHealthCheck("/health/ready")
            .WithEnvironment("ASPNETCORE_ENVIRONMENT", "Production")
            .WithEnvironment("Instance__Id", name)
            .WithEnvironment("Instance__Zone", zone)
            .WithEnvironment("Instance__Type", environment.InstanceType)
            .WithEnvironment("Instance__Version", environment.Version);
}
