namespace Aspire.Hosting.Dashboard.Resources.Graph;

/// <summary>
/// In which zone a resource is: its property <c>cloud.availability_zone</c>, which the application gives it (<c>WithInitialState</c>), or the attribute of that name in the <c>OTEL_RESOURCE_ATTRIBUTES</c>
/// that it was started with last, https://opentelemetry.io/docs/specs/semconv/resource/cloud/. One that has no such property and was never started has none yet.
/// </summary>
internal static class AvailabilityZones
{
    private const string Variable = "OTEL_RESOURCE_ATTRIBUTES";
    private const string Attribute = "cloud.availability_zone";

    public static string? Of(ResourceEntry entry) =>
        entry.Snapshot.Properties.FirstOrDefault(static p => p.Name == Attribute)?.Value is string { Length: > 0 } zone ? zone
        : entry.Snapshot.EnvironmentVariables.FirstOrDefault(static v => v.Name == Variable)?.Value is { } attributes ? Parse(attributes) : null;

    /// <summary>The zone among attributes in the form of https://opentelemetry.io/docs/specs/otel/resource/sdk/#specifying-resource-information-via-an-environment-variable.</summary>
    public static string? Parse(string attributes)
    {
        var zone = attributes.Split(',').Select(static a => a.Split('=', 2)).FirstOrDefault(static a => a.Length == 2 && a[0].Trim() == Attribute)?[1].Trim();
        return string.IsNullOrEmpty(zone) ? null : Uri.UnescapeDataString(zone);
    }
}
