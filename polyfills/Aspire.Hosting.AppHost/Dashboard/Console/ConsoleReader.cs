using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard.Console;

/// <summary>Reads along with one resource or with all: what is new since the last time. It never holds up those who write.</summary>
/// <param name="loggers">Holds the lines.</param>
/// <param name="resources">Whose lines.</param>
/// <param name="search">Only lines with this text; null or empty for all.</param>
internal sealed class ConsoleReader(ResourceLoggerService loggers, IReadOnlyList<string> resources, string? search)
{
    private readonly Dictionary<string, long> _last = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The next lines in the order of their times, the last ones if there are too many, and how many were left out.</summary>
    public (IReadOnlyList<ConsoleLine> Lines, long Skipped) Read(int limit)
    {
        var lines = new List<ConsoleLine>();
        var skipped = 0L;
        foreach (var resource in resources)
        {
            var (found, missed) = ReadOne(resource, limit);
            lines.AddRange(found);
            skipped += missed;
        }

        if (resources.Count > 1)
        {
            // By time; List.Sort would shuffle lines of the same moment.
            lines = [.. lines.Order(Comparer<ConsoleLine>.Create(ConsoleLine.ByTime))];
        }

        var tooMany = Math.Max(0, lines.Count - limit);
        return (lines[tooMany..], skipped + tooMany);
    }

    private (IEnumerable<ConsoleLine> Lines, long Skipped) ReadOne(string resource, int limit)
    {
        var isFirst = !_last.TryGetValue(resource, out var last);
        // A search looks at everything that is kept; without one, only the last lines can be among the last of all.
        var logged = loggers.LogOf(resource).After(last, string.IsNullOrEmpty(search) ? limit : int.MaxValue);
        _last[resource] = logged.Count > 0 ? logged[^1].Number : last;
        if (logged.Count == 0)
        {
            return ([], 0);
        }

        // Left out or gone before they were seen. What was forgotten before anybody looked is not missed.
        var missed = isFirst ? 0 : logged[0].Number - last - 1;
        var found = logged.Select(line => new ConsoleLine(resource, line)).Where(IsFound).ToList();
        var tooMany = Math.Max(0, found.Count - limit);
        return (found.Skip(tooMany), missed + (isFirst ? 0 : tooMany));
    }

    private bool IsFound(ConsoleLine line) => string.IsNullOrEmpty(search) || line.Plain.Contains(search, StringComparison.OrdinalIgnoreCase);
}
