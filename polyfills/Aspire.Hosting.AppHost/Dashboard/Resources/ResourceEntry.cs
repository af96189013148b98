using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard.Resources;

/// <summary>A resource as it is known now.</summary>
/// <param name="Resource">The resource of the model.</param>
/// <param name="Snapshot">Its last state, without secrets in what health checks say.</param>
/// <param name="Condition">The state in words.</param>
/// <param name="Changes">The changes of its state and health, the newest first; bounded.</param>
public sealed record ResourceEntry(IResource Resource, CustomResourceSnapshot Snapshot, ResourceCondition Condition, IReadOnlyList<ResourceChange> Changes)
{
    public string Name => Resource.Name;

    public string Type => Snapshot.ResourceType;

    /// <summary>A value from outside the model: parameters have a view of their own.</summary>
    public bool IsParameter => Type == KnownResourceTypes.Parameter;

    /// <summary>The resource that this one is shown below.</summary>
    public string? Parent => ParentOf(Snapshot);

    internal static string? ParentOf(CustomResourceSnapshot snapshot) => snapshot.Relationships.FirstOrDefault(static r => r.Type == KnownRelationshipTypes.Parent)?.ResourceName;
}
