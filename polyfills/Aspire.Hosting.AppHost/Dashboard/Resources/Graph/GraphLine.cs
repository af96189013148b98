namespace Aspire.Hosting.Dashboard.Resources.Graph;

/// <summary>An edge from its left to its right end, by right angles.</summary>
/// <param name="From">Who uses.</param>
/// <param name="To">Who is used.</param>
/// <param name="Points">The corners; x never falls.</param>
/// <param name="IsForth">Whether there is an arrow at the right end: the left one uses the right one.</param>
/// <param name="IsBack">Whether there is an arrow at the left end: the right one uses the left one, in a circle.</param>
public sealed record GraphLine(string From, string To, IReadOnlyList<GraphPoint> Points, bool IsForth, bool IsBack);
