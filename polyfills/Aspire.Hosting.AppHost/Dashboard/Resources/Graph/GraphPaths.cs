using System.Globalization;
using System.Text;

namespace Aspire.Hosting.Dashboard.Resources.Graph;

/// <summary>Lines as SVG writes them.</summary>
internal static class GraphPaths
{
    private const double Radius = 5;
    private const double ArrowLength = 7;
    private const double ArrowHalf = 3.5;

    public static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>A line through the corners, which are round.</summary>
    public static string Way(IReadOnlyList<GraphPoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var path = new StringBuilder($"M{Number(points[0].X)} {Number(points[0].Y)}");
        for (var i = 1; i < points.Count - 1; i++)
        {
            var corner = points[i];
            var before = Towards(corner, points[i - 1]);
            var after = Towards(corner, points[i + 1]);
            path.Append(CultureInfo.InvariantCulture, $"L{Number(before.X)} {Number(before.Y)}Q{Number(corner.X)} {Number(corner.Y)} {Number(after.X)} {Number(after.Y)}");
        }

        return path.Append(CultureInfo.InvariantCulture, $"L{Number(points[^1].X)} {Number(points[^1].Y)}").ToString();
    }

    public static string Arrow(GraphPoint tip, bool isRight)
    {
        var back = tip.X + (isRight ? -ArrowLength : ArrowLength);
        return $"M{Number(tip.X)} {Number(tip.Y)}L{Number(back)} {Number(tip.Y - ArrowHalf)}L{Number(back)} {Number(tip.Y + ArrowHalf)}Z";
    }

    private static GraphPoint Towards(GraphPoint from, GraphPoint to)
    {
        var length = Math.Abs(to.X - from.X) + Math.Abs(to.Y - from.Y);
        var share = length == 0 ? 0 : Math.Min(Radius, length / 2) / length;
        return new GraphPoint(from.X + ((to.X - from.X) * share), from.Y + ((to.Y - from.Y) * share));
    }
}
