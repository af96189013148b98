namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that lives within another: its state follows the parent's.</summary>
public interface IResourceWithParent : IResource
{
    IResource Parent { get; }
}
