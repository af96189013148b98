using Cronos;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace MyArch.Worker.Daemon.Periodic;

/// <summary>
/// <c>cron.yaml</c>, as Elastic Beanstalk reads it (D1): <c>version: 1</c> and under <c>cron</c> a list of <c>name</c>, <c>url</c> and <c>schedule</c>, five fields in UTC.
/// </summary>
/// <param name="Tasks">The tasks, if there are no errors.</param>
/// <param name="Errors">All that is wrong.</param>
internal sealed record CronFile(IReadOnlyList<CronTask> Tasks, IReadOnlyList<string> Errors)
{
    /// <summary>Reads a file; none is as good as one without tasks.</summary>
    /// <param name="path">Where it is; a relative path is one beside the program.</param>
    public static CronFile Read(string path)
    {
        var file = Path.Combine(AppContext.BaseDirectory, path);
        return File.Exists(file) ? Parse(File.ReadAllText(file)) : new CronFile([], []);
    }

    /// <summary>Reads the text of a file.</summary>
    public static CronFile Parse(string yaml)
    {
        try
        {
            // Strict: a key that is not known is an error, and so is one that comes twice.
            var document = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).WithDuplicateKeyChecking().Build().Deserialize<Document?>(yaml);
            List<string> errors = [];
            if (document?.Version != 1)
            {
                errors.Add("version: must be 1");
            }

            var tasks = (document?.Cron ?? []).Select((entry, place) => Task(entry, $"cron:{place}", errors)).OfType<CronTask>().ToList();
            errors.AddRange(tasks.GroupBy(static task => task.Name).Where(static group => group.Count() > 1).Select(static group => $"name: '{group.Key}' is there more than once"));
            return new CronFile(errors.Count == 0 ? tasks : [], errors);
        }
        catch (YamlException failure)
        {
            return new CronFile([], [$"line {failure.Start.Line}: {failure.InnerException?.Message ?? failure.Message}"]);
        }
    }

    private static CronTask? Task(Entry? entry, string place, List<string> errors)
    {
        var before = errors.Count;
        if (entry?.Name is not { Length: >= 1 and <= 80 } name || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            errors.Add($"{place}:name: must be 1 to 80 letters, digits, - and _: it is sent in a header");
        }

        if (entry?.Url is not ['/', ..] url || !url.All(static c => c is > ' ' and <= '~'))
        {
            errors.Add($"{place}:url: must be a path that begins with a slash");
        }

        if (entry?.Schedule is not { } fields || !HasFive(fields) || !CronExpression.TryParse(fields, out var schedule))
        {
            errors.Add($"{place}:schedule: must be five fields: minute, hour, day of the month, month, day of the week");
            return null;
        }

        return errors.Count == before ? new CronTask(entry.Name!, entry.Url!, schedule) : null;
    }

    // The parser also knows words such as @daily, which the real daemon does not.
    private static bool HasFive(string schedule) => schedule.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Length == 5;

    private sealed class Document
    {
        public int Version { get; set; }

        public List<Entry>? Cron { get; set; }
    }

    private sealed class Entry
    {
        public string? Name { get; set; }

        public string? Url { get; set; }

        public string? Schedule { get; set; }
    }
}
