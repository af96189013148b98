using MyArch.AppHost.AutoScaling;
using MyArch.AppHost.LocalAws;

namespace MyArch.AppHost.Worker;

/// <summary>Says how the daemons of a worker group wait for messages.</summary>
internal static class PollingBuilderExtensions
{
    /// <summary>
    /// At the endpoint on this machine receives cost nothing and wait for a second only: a pause or a stop then cuts none off, and a receive that is cut off can still be given a message, which nobody has
    /// then until it is visible again. In AWS each receive is paid for, and they wait as long as they can.
    /// </summary>
    public static IResourceBuilder<AutoScalingGroupResource> WithPolling(this IResourceBuilder<AutoScalingGroupResource> group, IResourceBuilder<IAwsResource> aws) =>
        aws.Resource is LocalAwsResource ? group.WithInstances(static daemon => daemon.WithEnvironment("Sqsd__WaitTimeSeconds", "1")) : group;
}
