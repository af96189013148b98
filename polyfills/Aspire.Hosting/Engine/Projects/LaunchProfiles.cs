using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Engine.Projects;

/// <summary>Chooses the launch profile whose settings a project's resource takes over.</summary>
internal static class LaunchProfiles
{
    private static readonly JsonSerializerOptions Lenient = new() { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The profile that was asked for; else that of the application host's own profile's name; else the first that runs the project. Null if there is none.</summary>
    public static (string Name, LaunchProfile Profile)? Choose(ProjectResource project, string? ownProfileName)
    {
        if (project.HasAnnotationOfType<ExcludeLaunchProfileAnnotation>())
        {
            return null;
        }

        var metadata = project.GetProjectMetadata();
        var profiles = (metadata.LaunchSettings ?? Read(Path.GetDirectoryName(metadata.ProjectPath)!))?.Profiles ?? [];
        if (project.GetLast<LaunchProfileAnnotation>()?.LaunchProfileName is { } asked)
        {
            return profiles.TryGetValue(asked, out var profile)
                ? (asked, profile)
                : throw new DistributedApplicationException($"The project of resource '{project.Name}' has no launch profile '{asked}'. It has: {string.Join(", ", profiles.Keys)}.");
        }

        return ownProfileName is not null && profiles.TryGetValue(ownProfileName, out var own)
            ? (ownProfileName, own)
            : profiles.Where(p => p.Value.CommandName == "Project").Select(p => ((string, LaunchProfile)?)(p.Key, p.Value)).FirstOrDefault();
    }

    /// <summary>The launch settings of a project's folder, if it has any.</summary>
    public static LaunchSettings? Read(string projectDirectory)
    {
        var path = Path.Combine(projectDirectory, "Properties", "launchSettings.json");
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<LaunchSettings>(File.ReadAllText(path), Lenient) : null;
        }
        catch (JsonException exception)
        {
            throw new DistributedApplicationException($"The launch settings '{path}' cannot be read: {exception.Message}", exception);
        }
    }
}
