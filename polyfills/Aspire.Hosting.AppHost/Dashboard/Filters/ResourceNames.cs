namespace Aspire.Hosting.Dashboard.Filters;

/// <summary>The names that a filter offers.</summary>
internal static class ResourceNames
{
    /// <summary>In order, each once. One that is chosen is among them even if it has sent nothing: a filter that is on is to be seen.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> names, string? chosen) =>
        [.. (chosen is null ? names : names.Append(chosen)).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];
}
