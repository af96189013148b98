namespace Aspire.Hosting.Dashboard.Resources.Graph;

/// <summary>A node, or a frame with a node at its head and others below, before it has a place.</summary>
internal sealed class GraphBlock
{
    public const double NodeWidth = 150;
    public const double NodeHeight = 42;
    public const double Padding = 8;
    public const double Gap = 8;

    /// <summary>A column of children is not longer than this; then there is another one.</summary>
    private const int MostInColumn = 8;

    private readonly List<List<GraphBlock>> _columns = [];
    private readonly string _name;

    public GraphBlock(GraphNode node, GraphUnits units)
    {
        _name = node.Name;
        GraphBlock[] children = [.. units.ChildrenOf(node.Name).Select(child => new GraphBlock(child, units))];
        if (children.Length == 0)
        {
            (Width, Height) = (NodeWidth, NodeHeight);
            return;
        }

        _columns.AddRange(Columns(children, MostInColumn));
        Width = _columns.Sum(WidthOf) + (Gap * (_columns.Count - 1)) + (2 * Padding);
        Height = NodeHeight + Gap + _columns.Max(HeightOf) + (2 * Padding);
    }

    public double Width { get; }

    public double Height { get; }

    /// <summary>Divides evenly into as few columns as do.</summary>
    public static IEnumerable<List<GraphBlock>> Columns(IReadOnlyList<GraphBlock> blocks, int most)
    {
        var count = (blocks.Count + most - 1) / most;
        var length = count == 0 ? 0 : (blocks.Count + count - 1) / count;
        for (var at = 0; at < blocks.Count; at += length)
        {
            yield return [.. blocks.Skip(at).Take(length)];
        }
    }

    public static double WidthOf(IReadOnlyList<GraphBlock> column) => column.Max(static b => b.Width);

    public static double HeightOf(IReadOnlyList<GraphBlock> column) => column.Sum(static b => b.Height) + (Gap * (column.Count - 1));

    /// <summary>Gives it and all within a place.</summary>
    /// <param name="x">The left edge.</param>
    /// <param name="y">The upper edge.</param>
    /// <param name="tier">The column of the picture.</param>
    /// <param name="frames">Takes the frames.</param>
    /// <param name="boxes">Takes the nodes.</param>
    /// <param name="entrances">Takes the names of the nodes that can be reached from the left without crossing another one.</param>
    public void Place(double x, double y, int tier, List<GraphBox> frames, List<GraphBox> boxes, HashSet<string> entrances)
    {
        if (_columns.Count == 0)
        {
            boxes.Add(new GraphBox(_name, x, y, Width, Height, tier));
            entrances.Add(_name);
            return;
        }

        frames.Add(new GraphBox(_name, x, y, Width, Height, tier));
        boxes.Add(new GraphBox(_name, x + Padding, y + Padding, NodeWidth, NodeHeight, tier));
        entrances.Add(_name);
        var left = x + Padding;
        foreach (var (index, column) in _columns.Index())
        {
            var top = y + Padding + NodeHeight + Gap;
            foreach (var child in column)
            {
                child.Place(left, top, tier, frames, boxes, index == 0 ? entrances : []);
                top += child.Height + Gap;
            }

            left += WidthOf(column) + Gap;
        }
    }
}
