using Aspire.Hosting.Dashboard.Layout;

namespace Aspire.Hosting.Dashboard.Resources.Graph;

/// <summary>What a node says, as it is drawn and as the script draws it anew.</summary>
/// <param name="Name">The resource's name.</param>
/// <param name="Kind">How the state looks: <c>good</c>, <c>busy</c>, <c>warning</c>, <c>bad</c>, <c>off</c>.</param>
/// <param name="Icon">The state's sign.</param>
/// <param name="State">The state's words, where they are shown in place of numbers; else empty.</param>
/// <param name="Rate">Requests per second; empty when not known.</param>
/// <param name="Errors">The share of errors; empty when not known.</param>
/// <param name="P95">The 95th percentile of the time; empty when not known.</param>
/// <param name="HasErrors">Whether there are any.</param>
/// <param name="Label">All of it in words, for screen readers and as a tooltip.</param>
public sealed record GraphValue(string Name, string Kind, string Icon, string State, string Rate, string Errors, string P95, bool HasErrors, string Label)
{
    public static GraphValue Of(ResourceEntry entry, string? zone, RequestFigures? figures)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var condition = entry.Condition;
        var isQuiet = figures is null || condition.Kind is StateKind.Off or StateKind.Bad;
        var shown = isQuiet ? null : figures;
        var label = string.Join(", ", new[]
        {
            entry.Name,
            condition.Full,
            zone is null ? null : $"zone {zone}",
            shown is null ? null : shown.IsIdle ? "no requests" : $"{shown.Rate.Replace("/s", "", StringComparison.Ordinal)} requests per second, {shown.Errors} errors, 95th percentile {shown.P95Text}",
        }.OfType<string>());
        return new GraphValue(
            entry.Name, condition.Kind.Name, condition.Kind.Icon, isQuiet ? condition.Text : "", shown?.Rate ?? "", shown?.Errors ?? "", shown?.P95Text ?? "", shown?.HasErrors ?? false, label);
    }
}
