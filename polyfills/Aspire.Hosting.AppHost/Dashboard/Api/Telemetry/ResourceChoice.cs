using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Api.Telemetry;

/// <summary>The resources that a request names: by name (every instance) or by name and instance. Also those that come later.</summary>
internal sealed class ResourceChoice(TelemetryResources resources, IReadOnlyList<string> names)
{
    /// <summary>False: one of the names is nobody's.</summary>
    public static bool TryFind(TelemetryResources resources, IReadOnlyList<string> names, out ResourceChoice choice)
    {
        choice = new(resources, names);
        return names.All(choice.IsKnown);
    }

    private bool IsKnown(string name) => resources.All.Any(resource => Is(resource, name));

    public bool Contains(TelemetryResource resource)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (Is(resource, names[i]))
            {
                return true;
            }
        }

        return names.Count == 0;
    }

    public bool ContainsAny(ReadOnlySpan<Span> spans)
    {
        foreach (var span in spans)
        {
            if (Contains(span.Resource))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Is(TelemetryResource resource, string name) =>
        resource.Is(name)
        || (name.Length == resource.Name.Length + 1 + resource.InstanceId.Length
            && name[resource.Name.Length] == '-'
            && name.StartsWith(resource.Name, StringComparison.OrdinalIgnoreCase)
            && name.EndsWith(resource.InstanceId, StringComparison.OrdinalIgnoreCase));
}
