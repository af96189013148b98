namespace Aspire.Hosting.Dashboard.Resources;

/// <summary>A line of the table.</summary>
/// <param name="Entry">The resource.</param>
/// <param name="Depth">How many resources it is shown below.</param>
/// <param name="Children">How many resources are shown directly below it, folded away or not.</param>
/// <param name="IsFolded">Whether its children are folded away.</param>
/// <param name="BelowCondition">What a folded line says about all that is below it: "5 running, 1 failed"; null without children.</param>
public sealed record ResourceRow(ResourceEntry Entry, int Depth, int Children, bool IsFolded, string? BelowCondition);
