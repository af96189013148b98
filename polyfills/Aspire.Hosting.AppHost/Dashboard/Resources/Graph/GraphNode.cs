namespace Aspire.Hosting.Dashboard.Resources.Graph;

/// <summary>A resource in the graph.</summary>
/// <param name="Name">The resource's name.</param>
/// <param name="Parent">The resource in whose frame it is drawn; null for none.</param>
/// <param name="Zone">Its availability zone, if it says one.</param>
public sealed record GraphNode(string Name, string? Parent, string? Zone);
