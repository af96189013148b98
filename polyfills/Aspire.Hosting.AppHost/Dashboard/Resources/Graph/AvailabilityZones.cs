using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard.Resources.Graph;

/// <summary>
/// In which zone a resource is, from its <c>OTEL_RESOURCE_ATTRIBUTES</c>: <c>cloud.availability_zone</c>, https://opentelemetry.io/docs/specs/semconv/resource/cloud/.
/// Of one that has not been started yet, its environment callbacks are asked once: it is drawn where it will be.
/// </summary>
internal sealed class AvailabilityZones(DistributedApplicationExecutionContext executionContext, ResourceBoard board)
{
    private const string Variable = "OTEL_RESOURCE_ATTRIBUTES";
    private const string Attribute = "cloud.availability_zone";

    private readonly ConcurrentDictionary<string, Task<string?>> _asked = new(StringComparer.OrdinalIgnoreCase);

    public string? Of(ResourceEntry entry)
    {
        if (entry.Snapshot.EnvironmentVariables.FirstOrDefault(static v => v.Name == Variable)?.Value is { } known)
        {
            return Parse(known);
        }

        if (!entry.Resource.HasAnnotationOfType<OtlpExporterAnnotation>())
        {
            return null;
        }

        var asked = _asked.GetOrAdd(entry.Name, _ => AskAsync(entry.Resource));
        return asked.IsCompletedSuccessfully ? asked.Result : null;
    }

    /// <summary>The zone among attributes in the form of https://opentelemetry.io/docs/specs/otel/resource/sdk/#specifying-resource-information-via-an-environment-variable.</summary>
    public static string? Parse(string attributes)
    {
        var zone = attributes.Split(',').Select(static a => a.Split('=', 2)).FirstOrDefault(static a => a.Length == 2 && a[0].Trim() == Attribute)?[1].Trim();
        return string.IsNullOrEmpty(zone) ? null : Uri.UnescapeDataString(zone);
    }

    private async Task<string?> AskAsync(IResource resource)
    {
        try
        {
            var context = new EnvironmentCallbackContext(executionContext, resource);
            foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToArray())
            {
                await annotation.Callback(context).ConfigureAwait(false);
            }

            var zone = context.EnvironmentVariables.TryGetValue(Variable, out var attributes) && attributes is string text ? Parse(text) : null;
            board.Touch();
            return zone;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A callback that needs what is not there yet fails at the start, too, and there it is told.
            return null;
        }
    }
}
