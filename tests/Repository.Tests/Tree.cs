using System.Diagnostics;

namespace MyArch.Repository.Tests;

/// <summary>The repository's own files, as git lists them: tracked, and new ones that are not ignored.</summary>
internal static class Tree
{
    private static readonly string[] Product = ["AppHost/", "CloudDefaults/", "DataDefaults/", "ServiceDefaults/", "Services/", "Worker/"];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<string> Files { get; } = List();

    public static IEnumerable<string> ProductFiles(string extension) =>
        Files.Where(file => Product.Any(folder => file.StartsWith(folder, StringComparison.Ordinal)) && file.EndsWith(extension, StringComparison.Ordinal));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MyArch.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has MyArch.sln.");
    }

    private static List<string> List()
    {
        var start = new ProcessStartInfo("git", ["-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start)!;
        var files = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(static file => File.Exists(Path.Combine(Root, file))).ToList();
        git.WaitForExit();
        files.Count.ShouldBeGreaterThan(100, "git lists the files of the repository");
        return files;
    }
}
