namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that neither starts nor stops, and that nobody can wait for.</summary>
public interface IResourceWithoutLifetime : IResource;
