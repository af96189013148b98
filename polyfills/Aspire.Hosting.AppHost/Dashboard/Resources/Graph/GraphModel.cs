using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard.Resources.Graph;

/// <summary>What the graph is drawn from: the resources that lists show, without values: what leads through a parameter or a connection string leads to what that refers to.</summary>
public sealed record GraphModel(IReadOnlyList<GraphNode> Nodes, IReadOnlyList<GraphEdge> Edges)
{
    /// <param name="entries">All resources.</param>
    /// <param name="shown">Those that the filters leave.</param>
    /// <param name="zoneOf">The zone of a resource.</param>
    public static GraphModel Of(IReadOnlyList<ResourceEntry> entries, IReadOnlySet<string> shown, Func<ResourceEntry, string?> zoneOf)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(shown);
        ArgumentNullException.ThrowIfNull(zoneOf);
        var all = entries.ToDictionary(static e => e.Name, StringComparer.OrdinalIgnoreCase);
        var drawn = entries.Where(e => !IsValue(e) && shown.Contains(e.Name)).ToArray();
        var names = drawn.ToDictionary(static e => e.Name, static e => e.Name, StringComparer.OrdinalIgnoreCase);
        var parents = ResourceTree.ParentsOf(drawn);
        GraphNode[] nodes = [.. drawn.Select(e => new GraphNode(e.Name, parents.TryGetValue(e.Name, out var parent) ? names[parent] : null, zoneOf(e)))];
        GraphEdge[] edges = [.. drawn.SelectMany(e => Targets(e, all).Where(names.ContainsKey).Select(target => new GraphEdge(e.Name, names[target]))).Where(static e => e.From != e.To).Distinct()];
        return new GraphModel(nodes, edges);
    }

    private static bool IsValue(ResourceEntry entry) => entry.IsParameter || entry.Type == KnownResourceTypes.ConnectionString;

    private static HashSet<string> Targets(ResourceEntry entry, Dictionary<string, ResourceEntry> all)
    {
        var targets = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var open = new Queue<ResourceEntry>([entry]);
        while (open.TryDequeue(out var current))
        {
            foreach (var name in current.Snapshot.Relationships.Where(static r => r.Type == KnownRelationshipTypes.Reference).Select(static r => r.ResourceName).Where(seen.Add))
            {
                if (!all.TryGetValue(name, out var target))
                {
                    continue;
                }

                if (IsValue(target))
                {
                    open.Enqueue(target);
                }
                else
                {
                    targets.Add(target.Name);
                }
            }
        }

        return targets;
    }
}
