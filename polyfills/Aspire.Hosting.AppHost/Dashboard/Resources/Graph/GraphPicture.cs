namespace Aspire.Hosting.Dashboard.Resources.Graph;

/// <summary>Where everything is, in CSS pixels at full size.</summary>
/// <param name="Width">Of the whole picture.</param>
/// <param name="Height">Of the whole picture.</param>
/// <param name="Bands">The zones' rows.</param>
/// <param name="Frames">Around parents and their children; the outer ones first.</param>
/// <param name="Boxes">One for each node, parents too.</param>
/// <param name="Lines">The edges.</param>
public sealed record GraphPicture(
    double Width, double Height, IReadOnlyList<GraphBand> Bands, IReadOnlyList<GraphBox> Frames, IReadOnlyList<GraphBox> Boxes, IReadOnlyList<GraphLine> Lines);
