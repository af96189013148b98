namespace Aspire.Hosting.ApplicationModel;

/// <summary>A relation to another resource: <c>Parent</c>, <c>Reference</c>, <c>WaitFor</c>, or a word of the application.</summary>
public sealed class ResourceRelationshipAnnotation(IResource resource, string type) : IResourceAnnotation
{
    public IResource Resource { get; } = resource ?? throw new ArgumentNullException(nameof(resource));

    public string Type { get; } = type ?? throw new ArgumentNullException(nameof(type));
}
