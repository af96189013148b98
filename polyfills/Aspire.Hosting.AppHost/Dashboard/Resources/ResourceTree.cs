using System.Globalization;
using Aspire.Hosting.Dashboard.Layout;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Dashboard.Resources;

/// <summary>The table's lines: resources below their parents, filtered, sorted among their siblings, and folded.</summary>
internal sealed class ResourceTree
{
    public const string UnknownHealth = "Unknown";

    private readonly ResourcesQuery _query;
    private readonly ILookup<string, ResourceEntry> _children;
    private readonly HashSet<string> _shown = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ResourceRow> _rows = [];

    private ResourceTree(IReadOnlyList<ResourceEntry> entries, ResourcesQuery query)
    {
        _query = query;
        var parents = ParentsOf(entries);
        _children = entries.ToLookup(entry => parents.GetValueOrDefault(entry.Name, ""), StringComparer.OrdinalIgnoreCase);
        foreach (var entry in entries.Where(Matches))
        {
            // A child that matches brings its parents along: it would hang in the air.
            for (var name = entry.Name; name.Length > 0 && _shown.Add(name); name = parents.GetValueOrDefault(name, ""))
            {
            }
        }
    }

    public static IReadOnlyList<ResourceRow> Rows(IReadOnlyList<ResourceEntry> entries, ResourcesQuery query)
    {
        var tree = new ResourceTree(entries, query);
        tree.Add("", depth: 0);
        return tree._rows;
    }

    /// <summary>The names of those that the filters leave, and of their parents.</summary>
    public static IReadOnlySet<string> Shown(IReadOnlyList<ResourceEntry> entries, ResourcesQuery query) => new ResourceTree(entries, query)._shown;

    /// <summary>Each resource's parent among these; parents in a circle are none.</summary>
    public static Dictionary<string, string> ParentsOf(IReadOnlyList<ResourceEntry> entries)
    {
        var names = entries.Select(static e => e.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var parents = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in entries)
        {
            if (entry.Parent is { } parent && names.Contains(parent) && !IsAbove(entry.Name, parent, parents))
            {
                parents[entry.Name] = parent;
            }
        }

        return parents;
    }

    /// <summary>The word that the health filter knows a resource by; null for what does not run.</summary>
    public static string? HealthOf(ResourceEntry entry) => entry.Snapshot.HealthStatus switch
    {
        null => null,
        HealthStatus.Unhealthy when entry.Condition.Kind == StateKind.Busy => UnknownHealth,
        { } status => status.ToString(),
    };

    private static bool IsAbove(string name, string other, Dictionary<string, string> parents)
    {
        for (var current = other; current is not null; current = parents.GetValueOrDefault(current))
        {
            if (string.Equals(current, name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private void Add(string parent, int depth)
    {
        foreach (var entry in Sorted(_children[parent].Where(e => _shown.Contains(e.Name))))
        {
            var children = _children[entry.Name].Count(e => _shown.Contains(e.Name));
            var isFolded = children > 0 && _query.Folded.Contains(entry.Name);
            _rows.Add(new ResourceRow(entry, depth, children, isFolded, children == 0 ? null : Sum([.. Below(entry.Name)])));
            if (!isFolded)
            {
                Add(entry.Name, depth + 1);
            }
        }
    }

    private IEnumerable<ResourceEntry> Below(string name) => _children[name].SelectMany(child => Below(child.Name).Prepend(child));

    private static string Sum(IReadOnlyList<ResourceEntry> below)
    {
        var groups = below.GroupBy(static e => e.Condition.Text).OrderByDescending(static g => g.Count()).ThenBy(static g => g.Key, StringComparer.Ordinal);
        return string.Join(", ", groups.Select(static g => string.Create(CultureInfo.InvariantCulture, $"{g.Count()} {g.Key.ToLowerInvariant()}")));
    }

    private IEnumerable<ResourceEntry> Sorted(IEnumerable<ResourceEntry> siblings)
    {
        IOrderedEnumerable<ResourceEntry>? sorted = _query.Sort switch
        {
            "name" => Order(siblings, static e => e.Name),
            "type" => Order(siblings, static e => e.Type),
            "state" => Order(siblings, static e => e.Condition.Text),
            "start" => Order(siblings, static e => e.Snapshot.StartTimeStamp?.Ticks.ToString("D20", CultureInfo.InvariantCulture) ?? ""),
            "source" => Order(siblings, static e => ResourceSource.Of(e)?.Text ?? ""),
            _ => null,
        };
        return sorted?.ThenBy(static e => e.Name, StringComparer.OrdinalIgnoreCase) ?? siblings;
    }

    private IOrderedEnumerable<ResourceEntry> Order(IEnumerable<ResourceEntry> siblings, Func<ResourceEntry, string> key) =>
        _query.IsDescending ? siblings.OrderByDescending(key, StringComparer.OrdinalIgnoreCase) : siblings.OrderBy(key, StringComparer.OrdinalIgnoreCase);

    private bool Matches(ResourceEntry entry) =>
        (_query.Type is null || string.Equals(entry.Type, _query.Type, StringComparison.OrdinalIgnoreCase))
        && (_query.State is null || string.Equals(entry.Snapshot.State?.Text, _query.State, StringComparison.OrdinalIgnoreCase))
        && (_query.Health is null || string.Equals(HealthOf(entry), _query.Health, StringComparison.OrdinalIgnoreCase))
        && (_query.Text is null || Texts(entry).Any(text => text.Contains(_query.Text, StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<string> Texts(ResourceEntry entry)
    {
        yield return entry.Name;
        yield return entry.Type;
        yield return entry.Condition.Full;
        yield return ResourceSource.Of(entry)?.Text ?? "";
        foreach (var url in entry.Snapshot.Urls.Where(static url => !url.IsInternal))
        {
            yield return url.DisplayProperties.DisplayName;
            // Without a name and a password, which are not shown either.
            yield return Uri.TryCreate(url.Url, UriKind.Absolute, out var uri) ? $"{uri.Scheme}://{uri.Authority}{uri.PathAndQuery}" : "";
        }
    }
}
