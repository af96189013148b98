using System.Globalization;

namespace Aspire.Hosting.Tests.Processes;

/// <summary>Looks at processes through /proc.</summary>
internal static class LinuxProcess
{
    /// <summary>Whether the process exists and is no zombie.</summary>
    public static bool IsAlive(int processId) => State(processId) is { } state && state != 'Z';

    public static bool Exists(int processId) => State(processId) is not null;

    /// <summary>The living processes that have the text in their command line.</summary>
    public static IReadOnlyList<int> WithCommandLine(string text) =>
        [.. All().Where(processId => IsAlive(processId) && CommandLine(processId).Contains(text, StringComparison.Ordinal))];

    /// <summary>The living processes that have the variable in the environment that they started with.</summary>
    public static IReadOnlyList<int> WithEnvironment(string variable) =>
        [.. All().Where(processId => IsAlive(processId) && Read(processId, "environ").Split('\0').Contains(variable))];

    /// <summary>The arguments, each followed by a zero character; empty for a process that is gone.</summary>
    public static string CommandLine(int processId) => Read(processId, "cmdline");

    public static IEnumerable<int> All() => Directory.EnumerateDirectories("/proc")
        .Select(static folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
        .Where(static id => id > 0);

    public static int ThreadsOf(int processId) => Directory.GetDirectories($"/proc/{processId}/task").Length;

    public static int ParentOf(int processId) => int.Parse(AfterName(processId)![1], CultureInfo.InvariantCulture);

    private static char? State(int processId) => AfterName(processId)?[0][0];

    /// <summary>The fields of <c>stat</c> from the state on: the name before them may hold blanks.</summary>
    private static string[]? AfterName(int processId)
    {
        var stat = Read(processId, "stat");
        return stat.Length == 0 ? null : stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
    }

    private static string Read(int processId, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/{file}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
