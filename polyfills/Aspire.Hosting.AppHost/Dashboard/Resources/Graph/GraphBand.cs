namespace Aspire.Hosting.Dashboard.Resources.Graph;

/// <summary>A zone's row.</summary>
/// <param name="Zone">The zone; empty for what has none.</param>
/// <param name="X">The left edge.</param>
/// <param name="Y">The upper edge.</param>
/// <param name="Width">Of the row.</param>
/// <param name="Height">Of the row.</param>
public sealed record GraphBand(string Zone, double X, double Y, double Width, double Height);
