namespace Aspire.Hosting.Dashboard.Resources.Graph;

/// <summary>One resource uses another.</summary>
public sealed record GraphEdge(string From, string To);
