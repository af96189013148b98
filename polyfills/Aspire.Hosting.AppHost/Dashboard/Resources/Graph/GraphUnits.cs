namespace Aspire.Hosting.Dashboard.Resources.Graph;

/// <summary>What stands by itself: each resource without a parent, with all that is below it. Edges start at such a unit, and end at it or at something within.</summary>
internal sealed class GraphUnits
{
    private readonly Dictionary<string, GraphNode> _nodes;
    private readonly Dictionary<string, string> _roots = [];
    private readonly ILookup<string, GraphNode> _children;

    public GraphUnits(IReadOnlyList<GraphNode> nodes)
    {
        _nodes = nodes.ToDictionary(static n => n.Name);
        _children = nodes.Where(static n => n.Parent is not null).ToLookup(static n => n.Parent!);
        Roots = [.. nodes.Where(n => n.Parent is null || !_nodes.ContainsKey(n.Parent))];
        foreach (var root in Roots)
        {
            foreach (var member in WithBelow(root))
            {
                _roots[member.Name] = root.Name;
            }
        }
    }

    public IReadOnlyList<GraphNode> Roots { get; }

    public GraphNode Find(string name) => _nodes[name];

    public IReadOnlyList<GraphNode> ChildrenOf(string name) => [.. _children[name]];

    public string RootOf(string name) => _roots[name];

    public bool Knows(string name) => _roots.ContainsKey(name);

    /// <summary>The zones of a node and of all below it.</summary>
    public IReadOnlyCollection<string> ZonesOf(GraphNode node) => [.. WithBelow(node).Select(static n => n.Zone).OfType<string>().Distinct()];

    /// <summary>The edges between units, each once; what happens within a unit is its own business. Instances of one thing are used as one thing.</summary>
    public IReadOnlyList<GraphEdge> Lift(IEnumerable<GraphEdge> edges)
    {
        var lifted = new List<GraphEdge>();
        var seen = new HashSet<GraphEdge>();
        foreach (var edge in edges.Where(e => Knows(e.From) && Knows(e.To) && RootOf(e.From) != RootOf(e.To)))
        {
            var target = ZonesOf(_nodes[RootOf(edge.To)]).Count > 0 ? RootOf(edge.To) : edge.To;
            var line = new GraphEdge(RootOf(edge.From), target);
            if (seen.Add(line))
            {
                lifted.Add(line);
            }
        }

        return lifted;
    }

    private IEnumerable<GraphNode> WithBelow(GraphNode node) => _children[node.Name].SelectMany(WithBelow).Prepend(node);
}
