using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Filters;

/// <summary>Attribute filters as people type them: <c>key=value</c>, or <c>key</c>.</summary>
internal static class AttributeText
{
    public static AttributeFilter? TryParse(string text)
    {
        var (key, value) = text.Split('=', 2, StringSplitOptions.TrimEntries) is [var before, var after] ? (before, after) : (text.Trim(), null);
        return key.Length > 0 && !key.Any(char.IsControl) ? new AttributeFilter(key, value) : null;
    }

    public static string Of(AttributeFilter filter) => filter.Value is null ? filter.Key : $"{filter.Key}={filter.Value}";
}
