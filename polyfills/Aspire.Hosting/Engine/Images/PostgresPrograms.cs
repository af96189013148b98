using System.Globalization;
using Aspire.Hosting.Engine.Processes;

namespace Aspire.Hosting.Engine.Images;

/// <summary>An installed PostgreSQL: Debian keeps each major version in a folder of its own, outside PATH.</summary>
/// <param name="BinDirectory">The folder of postgres, initdb, psql and the other programs.</param>
/// <param name="Major">The major version.</param>
internal sealed record PostgresPrograms(string BinDirectory, int Major)
{
    /// <summary>Where Debian's packages install: a folder per major version.</summary>
    public const string DebianInstallations = "/usr/lib/postgresql";

    private const string Server = "postgres";

    /// <summary>Finds the version that the container's tag asks for, or the newest if it asks for none.</summary>
    /// <exception cref="DistributedApplicationException">There is no PostgreSQL, or none of that version.</exception>
    public static async Task<PostgresPrograms> FindAsync(
        string installations, string searchPath, NativeContainer container, ProcessLauncher launcher, CancellationToken cancellationToken)
    {
        var wanted = ImageVersion.MajorOfTag(container.Tag);
        var installed = Installed(installations);
        if (installed.Find(programs => wanted is null || programs.Major == wanted) is { } fitting)
        {
            return fitting;
        }

        // Not Debian, or not its package: whatever PATH has, if it has the whole set.
        if (ExecutableSearch.Find(Server, searchPath) is { } server)
        {
            var folder = Path.GetDirectoryName(File.ResolveLinkTarget(server, returnFinalTarget: true)?.FullName ?? server)!;
            if (File.Exists(Path.Combine(folder, "initdb")))
            {
                var major = await ImageVersion.MajorOfProgramAsync(launcher, container, server, cancellationToken);
                if (wanted is null || major == wanted)
                {
                    return new PostgresPrograms(folder, major);
                }

                installed.Add(new PostgresPrograms(folder, major));
            }
        }

        throw installed.Count > 0
            ? ImageVersion.Mismatch(container, $"PostgreSQL {string.Join(" and ", installed.Select(static programs => programs.Major))}", installed[0].Major)
            : new DistributedApplicationException(
                $"Resource '{container.Name}': PostgreSQL is not installed. Install it, on Debian with: apt-get install postgresql{(wanted is null ? "" : string.Create(CultureInfo.InvariantCulture, $"-{wanted}"))}");
    }

    public string PathOf(string program) => Path.Combine(BinDirectory, program);

    private static List<PostgresPrograms> Installed(string installations) => !Directory.Exists(installations)
        ? []
        : [.. Directory.EnumerateDirectories(installations)
            .Select(static folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var major)
                ? new PostgresPrograms(Path.Combine(folder, "bin"), major)
                : null)
            .OfType<PostgresPrograms>()
            .Where(static programs => File.Exists(programs.PathOf(Server)))
            .OrderByDescending(static programs => programs.Major)];
}
