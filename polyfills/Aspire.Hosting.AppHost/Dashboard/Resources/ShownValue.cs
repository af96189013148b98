namespace Aspire.Hosting.Dashboard.Resources;

/// <summary>What a page shows of a value.</summary>
/// <param name="Text">The value, or what is left of it without its secrets.</param>
/// <param name="IsMasked">Whether something is left out that is shown on demand.</param>
public sealed record ShownValue(string Text, bool IsMasked);
