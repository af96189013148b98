using System.Reflection;
using System.Xml.Linq;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Engine.Projects;

/// <summary>Finds the program that a project was built into.</summary>
internal static class ProjectOutput
{
    /// <summary>The key, followed by the project's path, under which the build of the application host records where a referenced project's assembly is.</summary>
    public const string MetadataPrefix = "AspireProjectOutput:";

    /// <summary>The program and its first arguments.</summary>
    /// <param name="project">The resource.</param>
    /// <param name="appHost">The application host's assembly: projects are taken from the same configuration, Debug or Release.</param>
    /// <exception cref="DistributedApplicationException">The project is missing or was not built.</exception>
    public static (string FileName, IReadOnlyList<string> Arguments) Find(ProjectResource project, Assembly? appHost)
    {
        var metadata = project.GetProjectMetadata();
        if (!File.Exists(metadata.ProjectPath))
        {
            throw new DistributedApplicationException($"The project of resource '{project.Name}' is missing: '{metadata.ProjectPath}' does not exist.");
        }

        var configuration = appHost?.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Debug";
        var assembly = Recorded(metadata).Concat(Usual(metadata.ProjectPath, configuration)).FirstOrDefault(IsProgram)
            ?? throw new DistributedApplicationException($"The project of resource '{project.Name}' has no {configuration} output. Build it: dotnet build -c {configuration} \"{metadata.ProjectPath}\"");
        var program = Path.ChangeExtension(assembly, OperatingSystem.IsWindows() ? ".exe" : null);
        return File.Exists(program) ? (program, []) : ("dotnet", [assembly]);
    }

    private static IEnumerable<string> Recorded(IProjectMetadata metadata) => metadata.GetType().Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Where(a => a.Key == $"{MetadataPrefix}{metadata.ProjectPath}" && !string.IsNullOrEmpty(a.Value)).Select(a => a.Value!);

    /// <summary>Where the SDK puts it unless the project says otherwise: <c>artifacts/bin/Name/configuration</c> in a folder above, and <c>bin/Configuration/framework</c>.</summary>
    private static IEnumerable<string> Usual(string projectPath, string configuration)
    {
        var name = Path.GetFileNameWithoutExtension(projectPath);
        var folder = Path.GetDirectoryName(projectPath)!;
        var dll = $"{XDocument.Load(projectPath).Descendants("AssemblyName").FirstOrDefault()?.Value ?? name}.dll";
        List<string> found = [];
        for (var above = folder; above is not null; above = Path.GetDirectoryName(above))
        {
            found.AddRange(Below(Path.Combine(above, "artifacts", "bin", name), $"{configuration.ToLowerInvariant()}*"));
        }

        found.AddRange(Below(Path.Combine(folder, "bin", configuration), "*"));
        return found.Select(directory => Path.Combine(directory, dll)).Where(File.Exists).OrderByDescending(File.GetLastWriteTimeUtc);
    }

    private static string[] Below(string folder, string pattern) => Directory.Exists(folder) ? Directory.GetDirectories(folder, pattern) : [];

    private static bool IsProgram(string assembly) => File.Exists(assembly) && File.Exists(Path.ChangeExtension(assembly, ".runtimeconfig.json"));
}
