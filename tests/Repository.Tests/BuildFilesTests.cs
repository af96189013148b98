using System.Text.RegularExpressions;

namespace MyArch.Repository.Tests;

/// <summary>Projects, solution and lock files.</summary>
public sealed partial class BuildFilesTests
{
    [Fact]
    public void The_solution_has_every_project_in_a_folder_like_its_own()
    {
        var solution = Tree.Read("MyArch.sln").Replace('\\', '/');
        var folders = SolutionFolder.Matches(solution).ToDictionary(static match => match.Groups["id"].Value, static match => match.Groups["name"].Value, StringComparer.Ordinal);
        var parents = Nesting.Matches(solution).ToDictionary(static match => match.Groups["child"].Value, static match => match.Groups["parent"].Value, StringComparer.Ordinal);
        foreach (var project in Tree.Files.Where(static file => file.EndsWith(".csproj", StringComparison.Ordinal)))
        {
            var entry = Regex.Match(solution, $"\"{Regex.Escape(project)}\", \"(?<id>[^\"]+)\"");
            entry.Success.ShouldBeTrue($"{project} is missing: dotnet sln MyArch.sln add {project}");
            var folder = parents.TryGetValue(entry.Groups["id"].Value, out var parent) ? folders[parent] : "";
            folder.ShouldBe(project.Count(static c => c == '/') > 1 ? project.Split('/')[0] : "", project);
        }
    }

    [Fact]
    public void Lock_files_hold_no_address() =>
        Tree.Files.Where(static file => Path.GetFileName(file) is "packages.lock.json" or "package-lock.json")
            .Where(static file => Tree.Read(file).Contains("://", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Fact]
    public void Every_project_has_a_lock_file() =>
        Tree.Files.Where(static file => file.EndsWith(".csproj", StringComparison.Ordinal))
            .Where(static file => !Tree.Files.Contains($"{Path.GetDirectoryName(file)}/packages.lock.json"))
            .ShouldBeEmpty("Commit the packages.lock.json that the restore has made.");

    [Fact]
    public void No_file_names_a_package_source() =>
        Tree.Files.Where(static file => Path.GetFileName(file).Equals("nuget.config", StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();

    [GeneratedRegex("Project\\(\"\\{2150E333-8FDC-42A3-9474-1A3956D46DE8\\}\"\\) = \"(?<name>[^\"]+)\", \"[^\"]+\", \"(?<id>[^\"]+)\"")]
    private static partial Regex SolutionFolder { get; }

    [GeneratedRegex(@"^\s*(?<child>\{[0-9A-F-]+\}) = (?<parent>\{[0-9A-F-]+\})\s*$", RegexOptions.Multiline)]
    private static partial Regex Nesting { get; }
}
