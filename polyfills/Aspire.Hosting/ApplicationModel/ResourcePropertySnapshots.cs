using System.Collections.Immutable;

namespace Aspire.Hosting.ApplicationModel;

internal static class ResourcePropertySnapshots
{
    /// <summary>The properties with one set.</summary>
    public static ImmutableArray<ResourcePropertySnapshot> With(this ImmutableArray<ResourcePropertySnapshot> properties, string name, object? value, bool isSensitive = false) =>
        properties.Without(name).Add(new ResourcePropertySnapshot(name, value) { IsSensitive = isSensitive });

    /// <summary>The properties without one.</summary>
    public static ImmutableArray<ResourcePropertySnapshot> Without(this ImmutableArray<ResourcePropertySnapshot> properties, string name) =>
        properties.RemoveAll(p => p.Name == name);
}
