using System.Globalization;
using System.Text;

namespace Aspire.Hosting.Engine.Images;

/// <summary>Turns the arguments of redis-server into the lines of a configuration file, by the rules of the program itself (redis.io/docs, "Redis configuration").</summary>
internal static class RedisSettings
{
    private const string OptionPrefix = "--";

    // What redis-server prints before a line of its configuration that it does not understand.
    private const string FaultyLine = ">>> '";

    /// <summary>The configuration: the container's own settings first, the arguments next, and last what the host decides.</summary>
    public static string From(IReadOnlyList<string> arguments, ContainerPaths paths, string dataDirectory, int port)
    {
        var lines = new StringBuilder();
        Append(lines, "dir", [dataDirectory]);
        foreach (var (name, values) in Options(arguments))
        {
            Append(lines, name, values.Select(paths.Translate));
        }

        Append(lines, "port", [port.ToString(CultureInfo.InvariantCulture)]);
        Append(lines, "bind", ["127.0.0.1", "-::1"]);
        Append(lines, "daemonize", ["no"]);
        return lines.ToString();
    }

    /// <summary>A line of output without the value of a setting: redis-server quotes a faulty setting, and that may be a password.</summary>
    public static string WithoutValue(string line)
    {
        if (!line.StartsWith(FaultyLine, StringComparison.Ordinal))
        {
            return line;
        }

        var end = line.IndexOf(' ', FaultyLine.Length);
        return end < 0 ? line : $"{line[..end]} ...'";
    }

    private static List<(string Name, List<string> Values)> Options(IReadOnlyList<string> arguments)
    {
        List<(string Name, List<string> Values)> options = [];
        var expectsValue = false;
        for (var index = 0; index < arguments.Count; index++)
        {
            var argument = arguments[index];
            if (argument.StartsWith(OptionPrefix, StringComparison.Ordinal) && !(expectsValue && MayStartWithDashes(options[^1].Name)))
            {
                // "--port 6380" may be one word or two.
                var words = argument[OptionPrefix.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                options.Add((words.FirstOrDefault(""), [.. words.Skip(1)]));
                expectsValue = words.Length == 1;
            }
            else if (options.Count == 0)
            {
                options.Add(("include", [argument]));
            }
            else
            {
                options[^1].Values.Add(argument);
                expectsValue = false;
            }
        }

        foreach (var (name, values) in options)
        {
            // A lone "--save" means: no snapshots.
            if (values.Count == 0 && name == "save")
            {
                values.Add("");
            }
        }

        return options;
    }

    /// <summary>Since Redis 7 the first value of a setting may start with dashes (a password, say), but for the two that may stand alone.</summary>
    private static bool MayStartWithDashes(string setting) => setting is not ("save" or "sentinel");

    private static void Append(StringBuilder lines, string name, IEnumerable<string> values)
    {
        lines.Append(name);
        foreach (var value in values)
        {
            lines.Append(' ').Append('"');
            foreach (var unit in Encoding.UTF8.GetBytes(value))
            {
                _ = unit is >= (byte)' ' and <= (byte)'~' and not (byte)'"' and not (byte)'\\'
                    ? lines.Append((char)unit)
                    : lines.Append(CultureInfo.InvariantCulture, $"\\x{unit:x2}");
            }

            lines.Append('"');
        }

        lines.Append('\n');
    }
}
