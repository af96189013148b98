namespace Aspire.Hosting.Dashboard.Metrics;

/// <summary>A value to choose: a box of a form.</summary>
/// <param name="Text">What it is called.</param>
/// <param name="Field">The field's name.</param>
/// <param name="Value">The field's value.</param>
/// <param name="IsChosen">Whether it is ticked.</param>
/// <param name="IsNone">Whether it stands for series without the attribute.</param>
public sealed record DimensionChoice(string Text, string Field, string Value, bool IsChosen, bool IsNone);
