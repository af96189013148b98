using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>A referenced project. The build generates a class for each, <c>Projects.Name</c>.</summary>
public interface IProjectMetadata : IResourceAnnotation
{
    /// <summary>The absolute path of the project file.</summary>
    string ProjectPath { get; }

    /// <summary>The project's launch settings, if they are not those in its folder.</summary>
    LaunchSettings? LaunchSettings => null;
}
