namespace Aspire.Hosting.Dashboard.Resources.Graph;

/// <summary>A unit that has members in zones: its frame reaches over their rows, with its own node at the head.</summary>
internal sealed class ZonedUnit
{
    /// <summary>More members than this in one zone stand side by side.</summary>
    private const int MostInColumn = 4;

    private readonly GraphNode _root;
    private readonly Dictionary<string, List<List<GraphBlock>>> _columns;

    public ZonedUnit(GraphNode root, GraphUnits units)
    {
        _root = root;
        IsAlone = units.ChildrenOf(root.Name).Count == 0 || (root.Zone is not null && units.ZonesOf(root).Count == 1);
        var members = IsAlone ? [(Zone: units.ZonesOf(root).First(), Block: new GraphBlock(root, units))] : Members(root, units).ToList();
        _columns = members.GroupBy(static m => m.Zone).ToDictionary(static g => g.Key, static g => GraphBlock.Columns([.. g.Select(static m => m.Block)], MostInColumn).ToList());
        var widest = _columns.Values.Max(static columns => columns.Sum(GraphBlock.WidthOf) + (GraphBlock.Gap * (columns.Count - 1)));
        Width = IsAlone ? widest : widest + (2 * GraphBlock.Padding);
    }

    public string Name => _root.Name;

    /// <summary>Whether it stands in one zone, without a frame over others.</summary>
    public bool IsAlone { get; }

    public double Width { get; }

    public IReadOnlyCollection<string> Zones => _columns.Keys;

    public double HeightIn(string zone) => _columns.TryGetValue(zone, out var columns) ? columns.Max(GraphBlock.HeightOf) : 0;

    /// <summary>Gives all of it a place.</summary>
    /// <param name="x">The left edge.</param>
    /// <param name="head">The upper edge of the heads of frames.</param>
    /// <param name="bands">The rows of the picture, from above.</param>
    /// <param name="tier">The column of the picture.</param>
    /// <param name="frames">Takes the frames.</param>
    /// <param name="boxes">Takes the nodes.</param>
    /// <param name="entrances">Takes the name that edges can lead to.</param>
    public void Place(double x, double head, IReadOnlyList<GraphBand> bands, int tier, List<GraphBox> frames, List<GraphBox> boxes, HashSet<string> entrances)
    {
        if (!IsAlone)
        {
            var last = bands.Last(band => _columns.ContainsKey(band.Zone));
            frames.Add(new GraphBox(Name, x, head, Width, last.Y + last.Height - head, tier));
            boxes.Add(new GraphBox(Name, x + GraphBlock.Padding, head + GraphBlock.Padding, GraphBlock.NodeWidth, GraphBlock.NodeHeight, tier));
        }

        entrances.Add(Name);
        foreach (var band in bands.Where(band => _columns.ContainsKey(band.Zone)))
        {
            var left = IsAlone ? x : x + GraphBlock.Padding;
            foreach (var column in _columns[band.Zone])
            {
                var top = band.Y + ((band.Height - GraphBlock.HeightOf(column)) / 2);
                foreach (var block in column)
                {
                    block.Place(left, top, tier, frames, boxes, []);
                    top += block.Height + GraphBlock.Gap;
                }

                left += GraphBlock.WidthOf(column) + GraphBlock.Gap;
            }
        }
    }

    /// <summary>The blocks below, each in its zone. A frame over several zones within another such frame is not drawn: its members stand in theirs.</summary>
    private static IEnumerable<(string Zone, GraphBlock Block)> Members(GraphNode parent, GraphUnits units)
    {
        foreach (var child in units.ChildrenOf(parent.Name))
        {
            var zones = units.ZonesOf(child);
            if (zones.Count <= 1)
            {
                yield return (zones.FirstOrDefault(""), new GraphBlock(child, units));
                continue;
            }

            yield return (child.Zone ?? "", new GraphBlock(child, new GraphUnits([child with { Parent = null }])));
            foreach (var member in Members(child, units))
            {
                yield return member;
            }
        }
    }
}
