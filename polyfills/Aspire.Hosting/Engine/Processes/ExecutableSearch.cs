namespace Aspire.Hosting.Engine.Processes;

/// <summary>Finds programs as execvp does, but before anything is started, so that a missing one is a clear error.</summary>
internal static class ExecutableSearch
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The host's own PATH.</summary>
    public static string HostPath => Environment.GetEnvironmentVariable("PATH") ?? "/usr/local/bin:/usr/bin:/bin";

    /// <summary>The absolute path of <paramref name="program"/>, or null if there is no such program.</summary>
    /// <param name="program">A path, taken as it is, or a name that is looked up.</param>
    /// <param name="searchPath">Folders, separated by colons.</param>
    public static string? Find(string program, string searchPath)
    {
        if (program.Contains('/', StringComparison.Ordinal))
        {
            return IsExecutable(program) ? Path.GetFullPath(program) : null;
        }

        return searchPath.Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(IsExecutable);
    }

    /// <summary>The absolute path of <paramref name="program"/>.</summary>
    /// <exception cref="DistributedApplicationException">There is no such program; the message names the resource and the package to install.</exception>
    public static string Require(string resourceName, string program, string searchPath) => RequireFor($"Resource '{resourceName}'", program, searchPath);

    /// <inheritdoc cref="Require" />
    /// <param name="who">Who needs it, at the start of the message.</param>
    /// <param name="program">A path, taken as it is, or a name that is looked up.</param>
    /// <param name="searchPath">Folders, separated by colons.</param>
    public static string RequireFor(string who, string program, string searchPath) =>
        Find(program, searchPath) ?? throw new DistributedApplicationException(program.Contains('/', StringComparison.Ordinal)
            ? $"{who}: there is no executable file '{program}'. Build or install it, then start again."
            : $"{who}: the program '{program}' is not on PATH. {DebianPackages.HowToInstall(program)}");

    private static bool IsExecutable(string path) =>
        !OperatingSystem.IsWindows() && File.Exists(path) && (File.GetUnixFileMode(path) & AnyExecute) != UnixFileMode.None;
}
