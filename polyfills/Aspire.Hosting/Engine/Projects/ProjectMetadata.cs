namespace Aspire.Hosting.Engine.Projects;

/// <summary>A project that is known by its path only.</summary>
internal sealed record ProjectMetadata(string ProjectPath) : IProjectMetadata;
