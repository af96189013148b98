using System.Globalization;
using System.Text;

namespace Aspire.Hosting.Engine.Images;

/// <summary>The file <c>postmaster.pid</c> in a data folder (PostgreSQL documentation, "Database File Layout"): the server's process id first, its status in the eighth line.</summary>
/// <param name="ProcessId">The server that wrote it.</param>
/// <param name="IsReady">Whether that server accepts connections.</param>
internal sealed record PostgresLockFile(int ProcessId, bool IsReady)
{
    private const int StatusLine = 7;
    private const int IdentifyingLines = 3;

    /// <summary>The lock file of a data folder, or null if there is none.</summary>
    public static PostgresLockFile? Read(string dataDirectory)
    {
        try
        {
            var lines = File.ReadAllLines(PathIn(dataDirectory));
            return lines.Length > 0 && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var processId)
                ? new PostgresLockFile(processId, lines.Length > StatusLine && lines[StatusLine].Trim() == "ready")
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public static string PathIn(string dataDirectory) => Path.Combine(dataDirectory, "postmaster.pid");

    /// <summary>Whether the process of the file is a living server on that folder, and not a stranger that got its number.</summary>
    public bool IsAliveOn(string dataDirectory)
    {
        if (!IsAServer(out var commandLine))
        {
            return false;
        }

        try
        {
            // A server's working directory is its data folder: the file there is its own. The third line is its start time.
            var own = File.ReadLines($"/proc/{ProcessId}/cwd/postmaster.pid").Take(IdentifyingLines);
            return own.SequenceEqual(File.ReadLines(PathIn(dataDirectory)).Take(IdentifyingLines));
        }
        catch (UnauthorizedAccessException)
        {
            return commandLine.Contains(dataDirectory);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>
    /// Waits for a server that is about to end: its host was killed a moment ago (the server then gets a second to end its own processes), or it has
    /// ended and keeps its number because its parent has yet to ask for the exit code.
    /// </summary>
    public async Task EndingAsync(string dataDirectory, CancellationToken cancellationToken)
    {
        for (var round = 0; round < 60 && (IsAliveOn(dataDirectory) || HasEnded()); round++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }
    }

    /// <summary>Whether a process of PostgreSQL has the number by now: PostgreSQL would take any such process for the file's.</summary>
    public bool IsAServer(out string[] commandLine)
    {
        try
        {
            commandLine = Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{ProcessId}/cmdline")).Split('\0');
            return Path.GetFileName(commandLine[0]) == "postgres" || commandLine[0].StartsWith("postgres:", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            commandLine = [];
            return false;
        }
    }

    private bool HasEnded()
    {
        try
        {
            return File.ReadLines($"/proc/{ProcessId}/status").Any(static line => line.StartsWith("State:", StringComparison.Ordinal) && line.AsSpan(6).Trim() is ['Z' or 'X', ..]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
