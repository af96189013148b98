namespace MyArch.Catalog.Tests.Browser;

/// <summary>The site as it lies in the repository.</summary>
internal static class SiteFiles
{
    public static string Root { get; } = Find();

    public static IReadOnlyList<string> Pages { get; } =
        [.. Directory.GetFiles(Root, "*.html").Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MyArch.sln")))
        {
            folder = folder.Parent;
        }

        return folder is null
            ? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has MyArch.sln.")
            : Path.Combine(folder.FullName, "Services", "Catalog", "wwwroot");
    }
}
