using System.Reflection;

namespace Aspire.Hosting.Engine;

/// <summary>What the build recorded in the application host's assembly about its project.</summary>
internal static class AppHostProject
{
    /// <summary>The folder of the project file.</summary>
    private const string PathKey = "apphostprojectpath";

    /// <summary>The name of the project file.</summary>
    private const string NameKey = "apphostprojectname";

    public static string DirectoryOf(Assembly? assembly, DistributedApplicationOptions options) => Path.GetFullPath(
        options.ProjectDirectory ?? (Metadata(assembly, PathKey) is { } recorded && Directory.Exists(recorded) ? recorded : Directory.GetCurrentDirectory()));

    public static string? PathOf(Assembly? assembly) => Metadata(assembly, PathKey) is { } folder && Metadata(assembly, NameKey) is { } file ? Path.Combine(folder, file) : null;

    public static string? NameOf(Assembly? assembly) => assembly?.GetName().Name;

    private static string? Metadata(Assembly? assembly, string key) => assembly?.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(a => string.Equals(a.Key, key, StringComparison.OrdinalIgnoreCase))?.Value;
}
