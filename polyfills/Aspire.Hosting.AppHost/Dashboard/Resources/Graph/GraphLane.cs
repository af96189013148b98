namespace Aspire.Hosting.Dashboard.Resources.Graph;

/// <summary>A strip of the picture from top to bottom: one unit that reaches over zones, or a pile of units that have none.</summary>
internal sealed record GraphLane(int Tier, ZonedUnit? Zoned, IReadOnlyList<(string Name, GraphBlock Block)> Pile)
{
    public double Width => Zoned?.Width ?? Pile.Max(static p => p.Block.Width);

    public double PileHeight => Pile.Sum(static p => p.Block.Height) + (GraphLayout.PileGap * Math.Max(0, Pile.Count - 1));
}
