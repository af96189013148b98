using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>What custom resources say about themselves.</summary>
public static class CustomResourceExtensions
{
    /// <summary>The state in which the resource is shown until it publishes another.</summary>
    public static IResourceBuilder<TResource> WithInitialState<TResource>(this IResourceBuilder<TResource> builder, CustomResourceSnapshot initialSnapshot)
        where TResource : IResource => builder.WithAnnotation(new ResourceSnapshotAnnotation(initialSnapshot), ResourceAnnotationMutationBehavior.Replace);
}
