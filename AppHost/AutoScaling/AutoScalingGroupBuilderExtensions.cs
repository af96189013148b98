using MyArch.AppHost.Telemetry;
using MyArch.AppHost.Topology;

namespace MyArch.AppHost.AutoScaling;

/// <summary>Adds auto scaling groups to the application.</summary>
internal static class AutoScalingGroupBuilderExtensions
{
    private const string ZoneProperty = "cloud.availability_zone";

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
            var instance = builder.AddInstance<TProject>(instanceName, zone, group, environment).WithParentRelationship(groupBuilder);
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

    /// <summary>Applies the same configuration to the process of every instance that has the service's own code: <see cref="InstanceResource.App"/>.</summary>
    public static IResourceBuilder<AutoScalingGroupResource> WithApps(
        this IResourceBuilder<AutoScalingGroupResource> group, Action<IResourceBuilder<ProjectResource>> configure)
    {
        foreach (var instance in group.Resource.Instances)
        {
            configure(group.ApplicationBuilder.CreateResourceBuilder(instance.App));
        }

        return group;
    }

    /// <summary>Adds a process of an instance: on a port of its own, with the labels that it reports, and the secrets of its group.</summary>
    /// <remarks>A launch profile's fixed address would become every instance's port, and a proxied endpoint accepts for a dead instance: neither is used.</remarks>
    internal static IResourceBuilder<ProjectResource> AddInstance<TProject>(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string zone, AutoScalingGroupResource group, TopologyEnvironment environment)
        where TProject : IProjectMetadata, new() =>
        builder.AddProject<TProject>(name, static options => options.ExcludeLaunchProfile = true)
            .WithHttpEndpoint(isProxied: false)
            .WithHttpHealthCheck("/health/ready")
            .WithEnvironment("ASPNETCORE_ENVIRONMENT", "Production")
            .WithEnvironment("Instance__Id", name)
            .WithEnvironment("Instance__Zone", zone)
            .WithEnvironment("Instance__Type", environment.InstanceType)
            .WithEnvironment("Instance__Version", environment.Version)
            .WithEnvironment("Origin__Secret", ReferenceExpression.Create($"{group.OriginSecret}"))
            .WithEnvironment("Origin__InternalSecret", ReferenceExpression.Create($"{group.InternalOriginSecret}"))
            .WithTelemetry(group.Name, zone)
            // What the graph of the dashboard draws an instance by, before it has ever been started too. Everything else of the first state is Aspire's.
            .WithInitialState(new CustomResourceSnapshot { ResourceType = "Project", Properties = [new(ZoneProperty, zone)] });
}
