namespace Aspire.Hosting.Dashboard.Resources.Graph;

/// <summary>Puts things that use each other into columns: each one right of all that use it.</summary>
internal sealed class GraphTiers
{
    private readonly Dictionary<string, List<string>> _uses;
    private readonly Dictionary<string, List<string>> _usedBy;
    private readonly Dictionary<string, Mark> _marks = [];
    private readonly HashSet<GraphEdge> _back = [];

    private GraphTiers(IReadOnlyList<string> names, IReadOnlyCollection<GraphEdge> edges)
    {
        _uses = names.ToDictionary(static n => n, static _ => new List<string>());
        _usedBy = names.ToDictionary(static n => n, static _ => new List<string>());
        foreach (var edge in edges)
        {
            _uses[edge.From].Add(edge.To);
            _usedBy[edge.To].Add(edge.From);
        }
    }

    private enum Mark
    {
        Open,
        Done,
    }

    /// <summary>The tier of each name, which is the length of the longest path to it from an entry point, and the edges that close a circle, which count for nothing.</summary>
    public static (IReadOnlyDictionary<string, int> Tiers, IReadOnlySet<GraphEdge> Back) Of(IReadOnlyList<string> names, IReadOnlyCollection<GraphEdge> edges)
    {
        var tiers = new GraphTiers(names, edges);
        tiers.FindBackEdges(names);
        return (tiers.LongestPaths(names), tiers._back);
    }

    private void FindBackEdges(IReadOnlyList<string> names)
    {
        // Entry points first; in a circle without one, who uses much and is used little looks most like one.
        var order = names.OrderBy(n => _usedBy[n].Count == 0 ? 0 : 1).ThenByDescending(n => _uses[n].Count - _usedBy[n].Count).ThenByDescending(n => _uses[n].Count);
        foreach (var name in order)
        {
            Visit(name);
        }
    }

    private void Visit(string start)
    {
        if (_marks.ContainsKey(start))
        {
            return;
        }

        // By hand: a chain may be longer than the stack is deep.
        var path = new Stack<(string Name, int Next)>();
        path.Push((start, 0));
        _marks[start] = Mark.Open;
        while (path.TryPop(out var at))
        {
            if (at.Next == _uses[at.Name].Count)
            {
                _marks[at.Name] = Mark.Done;
                continue;
            }

            path.Push((at.Name, at.Next + 1));
            var next = _uses[at.Name][at.Next];
            if (!_marks.TryGetValue(next, out var mark))
            {
                _marks[next] = Mark.Open;
                path.Push((next, 0));
            }
            else if (mark == Mark.Open)
            {
                _back.Add(new GraphEdge(at.Name, next));
            }
        }
    }

    private Dictionary<string, int> LongestPaths(IReadOnlyList<string> names)
    {
        var missing = names.ToDictionary(static n => n, n => _usedBy[n].Count(user => !_back.Contains(new GraphEdge(user, n))));
        var tiers = names.ToDictionary(static n => n, static _ => 0);
        var ready = new Queue<string>(names.Where(n => missing[n] == 0));
        while (ready.TryDequeue(out var name))
        {
            foreach (var next in _uses[name].Where(next => !_back.Contains(new GraphEdge(name, next))))
            {
                tiers[next] = Math.Max(tiers[next], tiers[name] + 1);
                if (--missing[next] == 0)
                {
                    ready.Enqueue(next);
                }
            }
        }

        return tiers;
    }
}
