namespace Aspire.Hosting.Dashboard.Resources;

/// <summary>A change of a resource's state or health that somebody may want to look back at.</summary>
/// <param name="Time">When it was seen, in UTC.</param>
/// <param name="State">What it changed to.</param>
public sealed record ResourceChange(DateTime Time, ResourceCondition State);
