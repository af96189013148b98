namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>A part of what a filter lets through.</summary>
/// <param name="Items">The items from <paramref name="Offset"/> on.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="Offset">How many come before <paramref name="Items"/>.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int Total, int Offset);
