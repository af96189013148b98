namespace Aspire.Hosting.Dashboard.Resources.Graph;

/// <summary>Orders what stands in one column so that edges cross less: each where those that it is joined with are on average, from both sides in turn.</summary>
internal static class GraphOrder
{
    private const int Sweeps = 8;

    public static List<List<string>> Of(IReadOnlyList<string> names, IReadOnlyDictionary<string, int> tiers, IReadOnlyCollection<GraphEdge> edges)
    {
        var columns = Enumerable.Range(0, tiers.Values.DefaultIfEmpty(-1).Max() + 1).Select(tier => names.Where(n => tiers[n] == tier).ToList()).ToList();
        var joined = names.ToDictionary(static n => n, static _ => new List<string>());
        foreach (var edge in edges)
        {
            joined[edge.From].Add(edge.To);
            joined[edge.To].Add(edge.From);
        }

        var best = columns.Select(static c => c.ToList()).ToList();
        var fewest = Crossings(best, edges);
        for (var sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            var isForth = sweep % 2 == 0;
            for (var i = 0; i < columns.Count; i++)
            {
                var tier = isForth ? i : columns.Count - 1 - i;
                var places = Places(columns);
                columns[tier] = [.. columns[tier].OrderBy(name => Middle(name, joined[name].Where(n => isForth ? tiers[n] < tier : tiers[n] > tier), places))];
            }

            if (Crossings(columns, edges) is var crossings && crossings < fewest)
            {
                fewest = crossings;
                best = columns.Select(static c => c.ToList()).ToList();
            }
        }

        return best;
    }

    /// <summary>How many pairs of edges cross when each column is a straight line of evenly spread points.</summary>
    public static int Crossings(IReadOnlyList<List<string>> columns, IReadOnlyCollection<GraphEdge> edges)
    {
        var places = Places(columns);
        var tiers = columns.SelectMany(static (column, tier) => column.Select(name => (name, tier))).ToDictionary(static p => p.name, static p => p.tier);
        var lines = edges.Select(e => (From: (Tier: tiers[e.From], Place: places[e.From]), To: (Tier: tiers[e.To], Place: places[e.To]))).ToArray();
        var crossings = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            for (var j = i + 1; j < lines.Length; j++)
            {
                var (one, other) = (lines[i], lines[j]);
                var isSamePair = one.From.Tier == other.From.Tier && one.To.Tier == other.To.Tier;
                crossings += isSamePair && (one.From.Place - other.From.Place) * (one.To.Place - other.To.Place) < 0 ? 1 : 0;
            }
        }

        return crossings;
    }

    private static double Middle(string name, IEnumerable<string> neighbours, Dictionary<string, double> places) => neighbours.Select(n => places[n]).DefaultIfEmpty(places[name]).Average();

    private static Dictionary<string, double> Places(IEnumerable<List<string>> columns) =>
        columns.SelectMany(static column => column.Select((name, index) => (name, Place: (index + 0.5) / column.Count))).ToDictionary(static p => p.name, static p => p.Place);
}
