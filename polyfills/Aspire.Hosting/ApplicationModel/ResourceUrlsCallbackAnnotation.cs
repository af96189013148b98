namespace Aspire.Hosting.ApplicationModel;

/// <summary>Changes the addresses that are shown for a resource, when its endpoints have their ports.</summary>
public sealed class ResourceUrlsCallbackAnnotation(Func<ResourceUrlsCallbackContext, Task> callback) : IResourceAnnotation
{
    public Func<ResourceUrlsCallbackContext, Task> Callback { get; } = callback ?? throw new ArgumentNullException(nameof(callback));
}
