using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace MyArch.Time;

/// <summary>
/// The names of the IANA time zone database; upper and lower case are the same, and the database's own spelling is what is answered.
/// A name is looked up here before the platform sees it, because <see cref="TimeZoneInfo.FindSystemTimeZoneById"/> turns it into a file's path.
/// </summary>
/// <remarks>
/// <see cref="TimeZoneInfo.GetSystemTimeZones()"/> would be no such list: on Linux it lacks the names that are links or have no country
/// (US/Eastern, Asia/Calcutta, Etc/GMT+5, GMT), and it reads every zone's rules into memory.
/// </remarks>
internal sealed class TimeZones
{
    /// <summary>No zone's name is longer, in characters. (The longest today has 32.)</summary>
    public const int LongestName = 64;

    private readonly FrozenDictionary<string, string> _idByName;

    private TimeZones(Dictionary<string, string> idByName)
    {
        idByName.TryAdd(TimeZoneInfo.Utc.Id, TimeZoneInfo.Utc.Id);
        _idByName = idByName.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Every name that is known.</summary>
    public IReadOnlyCollection<string> Names => _idByName.Keys;

    /// <summary>Reads the names (not the rules) of the system's database: of TZDIR if that is set, as the runtime does.</summary>
    public static TimeZones FromSystem() => From(Environment.GetEnvironmentVariable("TZDIR") ?? "/usr/share/zoneinfo");

    /// <summary>Reads the names of the database in a folder; without one, takes the names that the platform lists.</summary>
    public static TimeZones From(string folder)
    {
        var database = new DirectoryInfo(folder);
        var idByName = (database.Exists ? FilesOf(database) : PlatformNames()).ToDictionary(static name => name, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, target) in LinksOf(database))
        {
            // Some distributions leave the links to old names out of their main package, yet list them.
            if (idByName.TryGetValue(target, out var id))
            {
                idByName.TryAdd(name, id);
            }
        }

        return new TimeZones(idByName);
    }

    /// <summary>Finds a zone by its IANA name.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out TimeZoneInfo? zone)
    {
        zone = null;
        return _idByName.TryGetValue(name, out var id) && TimeZoneInfo.TryFindSystemTimeZoneById(id, out zone);
    }

    // Beside the zones lie tables (zone.tab) and other editions of them all (posix/, right/): no zone's name has a dot or starts with a small letter.
    private static IEnumerable<string> FilesOf(DirectoryInfo database) =>
        from entry in database.EnumerateFileSystemInfos()
        where char.IsAsciiLetterUpper(entry.Name[0])
        from file in entry is DirectoryInfo folder ? folder.EnumerateFiles("*", SearchOption.AllDirectories) : [(FileInfo)entry]
        where !file.Name.Contains('.')
        select Path.GetRelativePath(database.FullName, file.FullName).Replace(Path.DirectorySeparatorChar, '/');

    // tzdata.zi is the database in one text file. A link is a line "L target name".
    private static IEnumerable<(string Name, string Target)> LinksOf(DirectoryInfo database)
    {
        var source = new FileInfo(Path.Combine(database.FullName, "tzdata.zi"));
        return from line in source.Exists ? File.ReadLines(source.FullName) : []
               where line.StartsWith("L ", StringComparison.Ordinal)
               let words = line.Split(' ')
               where words.Length == 3
               select (words[2], words[1]);
    }

    private static IEnumerable<string> PlatformNames() =>
        from zone in TimeZoneInfo.GetSystemTimeZones()
        let name = zone.HasIanaId ? zone.Id : TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out var iana) ? iana : null
        where name is not null
        select name;
}
