using System.Globalization;

namespace MyArch.ServiceDefaults;

/// <summary>
/// How many files and sockets this process may have open at once (RLIMIT_NOFILE, which the runtime raises to the hard limit at start). A server must stay below it: a runtime that
/// gets no descriptor for a thread or a timer ends the process.
/// </summary>
public static class OpenFileLimit
{
    /// <summary>Kept for everything but connections: libraries, logs, timers, the connections of health checks and of telemetry.</summary>
    public const int Reserved = 500;

    private const string Line = "Max open files";

    /// <summary>The limit; <see cref="int.MaxValue"/> where there is none or where it cannot be read.</summary>
    public static int Current { get; } = Parse(File.Exists("/proc/self/limits") ? File.ReadLines("/proc/self/limits") : []);

    /// <summary>The most connections of which each needs <paramref name="descriptors"/>, but no more than are wanted and at least one.</summary>
    public static int Bound(int wanted, int descriptors) => Bound(wanted, descriptors, Current);

    internal static int Bound(int wanted, int descriptors, int limit) => Math.Clamp((limit - Reserved) / descriptors, 1, wanted);

    // "Max open files            1024                 1048576              files": soft, hard.
    internal static int Parse(IEnumerable<string> limits)
    {
        var words = limits.FirstOrDefault(static line => line.StartsWith(Line, StringComparison.Ordinal))?[Line.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [var soft, ..] && long.TryParse(soft, CultureInfo.InvariantCulture, out var limit) ? (int)Math.Min(limit, int.MaxValue) : int.MaxValue;
    }
}
