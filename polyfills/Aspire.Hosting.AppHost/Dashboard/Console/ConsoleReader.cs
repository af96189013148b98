using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine.Logging;

namespace Aspire.Hosting.Dashboard.Console;

/// <summary>Reads along with one resource or with all: what is new since the last time. It never holds up those who write.</summary>
/// <param name="loggers">Holds the lines.</param>
/// <param name="resources">Whose lines.</param>
/// <param name="search">Only lines with this text; null or empty for all.</param>
internal sealed class ConsoleReader(ResourceLoggerService loggers, IReadOnlyList<string> resources, string? search)
{
    /// <summary>The number of the last line of each resource that was read; null before the first reading.</summary>
    private long[]? _last;

    /// <summary>How far it has read, for another reader that goes on from here; null before the first reading.</summary>
    public string? Position => _last is null ? null : string.Join(',', _last.Select(static number => number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Goes on after the <see cref="Position"/> of another reader of the same resources. Anything else is not looked at, and reading begins with what is kept.</summary>
    public void GoOnAfter(string? position)
    {
        var numbers = (position ?? "").Split(',').Select(static text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToArray();
        if (numbers.Length == resources.Count && !numbers.Contains(-1))
        {
            _last = numbers;
        }
    }

    /// <summary>
    /// The next lines in the order of their times, the last ones if there are too many, and how many were left out: at first those that are kept and not shown, later all that nobody
    /// has seen.
    /// </summary>
    public (IReadOnlyList<ConsoleLine> Lines, long Skipped) Read(int limit)
    {
        var (isFirst, last) = (_last is null, _last ??= new long[resources.Count]);
        var lines = new List<ConsoleLine>();
        var skipped = 0L;
        for (var i = 0; i < resources.Count; i++)
        {
            // A search looks at everything that is kept; without one, only the last lines can be among the last of all.
            var logged = loggers.LogOf(resources[i]).After(last[i], string.IsNullOrEmpty(search) ? limit : int.MaxValue, out var older);
            if (logged.Count > 0)
            {
                // What was forgotten before anybody looked is not missed.
                skipped += (isFirst ? older : logged[0].Number - last[i] - 1) + Add(lines, resources[i], logged, limit);
                last[i] = logged[^1].Number;
            }
        }

        if (resources.Count > 1)
        {
            // By time; List.Sort would shuffle lines of the same moment.
            lines = [.. lines.Order(Comparer<ConsoleLine>.Create(ConsoleLine.ByTime))];
        }

        var tooMany = Math.Max(0, lines.Count - limit);
        return (lines[tooMany..], skipped + tooMany);
    }

    /// <summary>Adds the last lines that are looked for. From the end, so that a search ends when it has enough.</summary>
    /// <returns>How many lines before them were not looked at.</returns>
    private int Add(List<ConsoleLine> lines, string resource, IReadOnlyList<LoggedLine> logged, int limit)
    {
        var first = lines.Count;
        var at = logged.Count;
        while (at > 0 && lines.Count - first < limit)
        {
            at--;
            if (ConsoleLine.Has(logged[at], search))
            {
                lines.Add(new ConsoleLine(resource, logged[at]));
            }
        }

        lines.Reverse(first, lines.Count - first);
        return at;
    }
}
