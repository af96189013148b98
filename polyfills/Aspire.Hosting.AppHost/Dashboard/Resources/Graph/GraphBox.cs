namespace Aspire.Hosting.Dashboard.Resources.Graph;

/// <summary>A rectangle that belongs to a resource.</summary>
/// <param name="Name">The resource's name.</param>
/// <param name="X">The left edge.</param>
/// <param name="Y">The upper edge.</param>
/// <param name="Width">Of the rectangle.</param>
/// <param name="Height">Of the rectangle.</param>
/// <param name="Tier">The column: 0 is an entry point.</param>
public sealed record GraphBox(string Name, double X, double Y, double Width, double Height, int Tier)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;
}
