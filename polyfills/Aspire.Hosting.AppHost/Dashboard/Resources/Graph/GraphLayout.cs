namespace Aspire.Hosting.Dashboard.Resources.Graph;

/// <summary>
/// Draws a graph by hand, so to speak: tiers are columns, zones are rows, children stand in their parent's frame, and edges run between the columns and above them, never over a node.
/// A pure function: the same graph has the same picture.
/// </summary>
internal static class GraphLayout
{
    public const double PileGap = 18;
    private const double Margin = 14;
    private const double BandPadding = 12;
    private const double BandGap = 6;

    /// <summary>Where the zone's name stands, left of everything in its row.</summary>
    private const double BandLabel = 26;

    /// <summary>A pile is not higher than the zones' rows together, and need not be lower than this.</summary>
    private const double LowestPile = 420;

    public static GraphPicture Of(IReadOnlyList<GraphNode> nodes, IReadOnlyCollection<GraphEdge> edges)
    {
        if (nodes.Count == 0)
        {
            return new GraphPicture(0, 0, [], [], [], []);
        }

        var units = new GraphUnits(nodes);
        var lines = units.Lift(edges);
        IReadOnlyList<string> names = [.. units.Roots.Select(static r => r.Name)];
        GraphEdge[] between = [.. lines.Select(line => new GraphEdge(line.From, units.RootOf(line.To))).Distinct()];
        var (tiers, back) = GraphTiers.Of(names, between);
        var columns = GraphOrder.Of(names, WithUnjoinedLast(names, tiers, between), between);

        var zoned = units.Roots.Where(r => units.ZonesOf(r).Count > 0).ToDictionary(static r => r.Name, r => new ZonedUnit(r, units));
        var heights = BandHeights([.. zoned.Values]);
        var headHeight = zoned.Values.Any(static u => !u.IsAlone) ? GraphBlock.NodeHeight + (2 * GraphBlock.Padding) : 0;
        var rowsHeight = headHeight + heights.Sum(static h => h.Height + BandGap);
        var lanes = Lanes(columns, zoned, units, Math.Max(LowestPile, rowsHeight));
        var router = new GraphRouter(lanes, lines, back, units);
        return Place(lanes, heights, headHeight, Math.Max(rowsHeight, lanes.Max(static l => l.PileHeight)), router);
    }

    /// <summary>What is joined with nothing stands right of everything else.</summary>
    private static Dictionary<string, int> WithUnjoinedLast(IReadOnlyList<string> names, IReadOnlyDictionary<string, int> tiers, IReadOnlyCollection<GraphEdge> edges)
    {
        var joined = edges.SelectMany(static e => new[] { e.From, e.To }).ToHashSet();
        var last = joined.Count == 0 ? 0 : names.Where(joined.Contains).Max(n => tiers[n]) + 1;
        return names.ToDictionary(static n => n, n => joined.Contains(n) ? tiers[n] : last);
    }

    private static List<(string Zone, double Height)> BandHeights(IReadOnlyList<ZonedUnit> zoned) =>
        [.. zoned.SelectMany(static u => u.Zones).Distinct().OrderBy(static z => z.Length == 0 ? 1 : 0).ThenBy(static z => z, StringComparer.Ordinal)
            .Select(zone => (zone, zoned.Max(u => u.HeightIn(zone)) + (2 * BandPadding)))];

    private static List<GraphLane> Lanes(List<List<string>> columns, Dictionary<string, ZonedUnit> zoned, GraphUnits units, double highest)
    {
        var lanes = new List<GraphLane>();
        foreach (var (tier, column) in columns.Index())
        {
            lanes.AddRange(column.Where(zoned.ContainsKey).Select(name => new GraphLane(tier, zoned[name], [])));
            var pile = new List<(string Name, GraphBlock Block)>();
            var height = 0d;
            foreach (var (name, block) in column.Where(n => !zoned.ContainsKey(n)).Select(n => (n, new GraphBlock(units.Find(n), units))))
            {
                if (pile.Count > 0 && height + block.Height > highest)
                {
                    lanes.Add(new GraphLane(tier, null, pile));
                    (pile, height) = ([], 0);
                }

                pile.Add((name, block));
                height += block.Height + PileGap;
            }

            if (pile.Count > 0)
            {
                lanes.Add(new GraphLane(tier, null, pile));
            }
        }

        return lanes;
    }

    private static GraphPicture Place(List<GraphLane> lanes, List<(string Zone, double Height)> heights, double headHeight, double contentHeight, GraphRouter router)
    {
        var left = Margin + (heights.Count > 0 ? BandLabel : 0);
        var top = Margin + router.ChannelHeight;
        var xs = new double[lanes.Count];
        var x = left;
        foreach (var (index, lane) in lanes.Index())
        {
            xs[index] = x + router.GutterWidth(index);
            x = xs[index] + lane.Width;
        }

        var width = x + Margin;
        var bands = new List<GraphBand>();
        var y = top + headHeight;
        foreach (var (zone, height) in heights)
        {
            bands.Add(new GraphBand(zone, Margin, y, width - (2 * Margin), height));
            y += height + BandGap;
        }

        var (frames, boxes, entrances) = (new List<GraphBox>(), new List<GraphBox>(), new HashSet<string>());
        foreach (var (index, lane) in lanes.Index())
        {
            lane.Zoned?.Place(xs[index], top, bands, lane.Tier, frames, boxes, entrances);
            var pileTop = top + ((contentHeight - lane.PileHeight) / 2);
            foreach (var (_, block) in lane.Pile)
            {
                block.Place(xs[index] + ((lane.Width - block.Width) / 2), pileTop, lane.Tier, frames, boxes, entrances);
                pileTop += block.Height + PileGap;
            }
        }

        return new GraphPicture(width, top + contentHeight + Margin, Pieces(bands, lanes, xs), frames, boxes, router.Lines(xs, Margin, boxes, frames, entrances));
    }

    /// <summary>A row is drawn behind the lanes that have zones, and not behind those between them that have none.</summary>
    private static List<GraphBand> Pieces(List<GraphBand> bands, List<GraphLane> lanes, double[] xs)
    {
        var pieces = new List<GraphBand>();
        for (var first = lanes.FindIndex(static l => l.Zoned is not null); first >= 0;)
        {
            var after = lanes.FindIndex(first, static l => l.Zoned is null);
            var last = (after < 0 ? lanes.Count : after) - 1;
            var left = xs[first] - (first == 0 ? BandLabel : GraphBlock.Padding);
            pieces.AddRange(bands.Select(band => band with { X = left, Width = xs[last] + lanes[last].Width + GraphBlock.Padding - left }));
            first = after < 0 ? -1 : lanes.FindIndex(after, static l => l.Zoned is not null);
        }

        return pieces;
    }
}
