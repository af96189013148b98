namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>What the attributes of a span say of the other side of a call, by the OpenTelemetry conventions (https://opentelemetry.io/docs/specs/semconv/); of older names only those that are still widely sent.</summary>
internal static class SpanAttributes
{
    public static (string? Host, string? Port) EndpointOf(TelemetryAttributes attributes) =>
        (First(attributes, "server.address", "network.peer.address", "net.peer.name"), First(attributes, "server.port", "network.peer.port", "net.peer.port"));

    public static string? DatabaseOf(TelemetryAttributes attributes) => First(attributes, "db.namespace", "db.name");

    public static string? DestinationOf(TelemetryAttributes attributes) => First(attributes, "messaging.destination.name");

    /// <summary>The first of some attributes that says anything.</summary>
    public static string? First(TelemetryAttributes attributes, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (attributes.Text(key) is { Length: > 0 } text)
            {
                return text;
            }
        }

        return null;
    }
}
