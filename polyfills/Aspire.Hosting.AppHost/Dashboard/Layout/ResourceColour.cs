using System.Globalization;

namespace Aspire.Hosting.Dashboard.Layout;

/// <summary>A colour for each resource, the same on every page and in every run: one of the classes <c>c0</c> to <c>c11</c>. Some resources share one; a trace tells them apart by <see cref="DistinctColours"/>.</summary>
public static class ResourceColour
{
    internal const int Count = 12;

    private const uint Basis = 2166136261;
    private const uint Prime = 16777619;

    public static string ClassOf(string resource) => ClassOf(Of(resource));

    internal static string ClassOf(int colour) => string.Create(CultureInfo.InvariantCulture, $"c{colour}");

    internal static int Of(string resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        // FNV-1a (https://www.rfc-editor.org/rfc/rfc9923): string's own hash differs from run to run.
        var hash = resource.Aggregate(Basis, static (hash, letter) => unchecked((hash ^ letter) * Prime));
        return (int)(hash % Count);
    }
}
