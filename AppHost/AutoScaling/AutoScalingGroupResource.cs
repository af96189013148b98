using MyArch.AppHost.Topology;

namespace MyArch.AppHost.AutoScaling;

/// <summary>An EC2 Auto Scaling group: the instances of one service, spread over availability zones.</summary>
/// <param name="name">The group's name, which is the target group's and the service's too: <c>time</c>.</param>
/// <param name="size">Minimum, desired and maximum number of instances.</param>
/// <param name="originSecret">What the load balancer's public listener shows to the instances.</param>
/// <param name="internalOriginSecret">What the load balancer's internal listener shows to the instances.</param>
internal sealed class AutoScalingGroupResource(
    string name, GroupSize size, ParameterResource originSecret, ParameterResource internalOriginSecret) : Resource(name)
{
    private readonly List<InstanceResource> _instances = [];

    public GroupSize Size { get; } = size;

    public ParameterResource OriginSecret { get; } = originSecret;

    public ParameterResource InternalOriginSecret { get; } = internalOriginSecret;

    /// <summary>All instances up to the maximum, in the order in which they start.</summary>
    public IReadOnlyList<InstanceResource> Instances => _instances;

    internal void Add(InstanceResource instance) => _instances.Add(instance);
}
