namespace Aspire.Hosting.Dashboard.Metrics;

/// <summary>An attribute and the values to choose from.</summary>
public sealed record DimensionView(string Key, IReadOnlyList<DimensionChoice> Choices);
