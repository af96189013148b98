namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>The library that made a span, a log record or an instrument: an ActivitySource, a logger's category, a meter.</summary>
public sealed record TelemetryScope(string Name, string Version, TelemetryAttributes Attributes)
{
    public static TelemetryScope Empty { get; } = new("", "", default);
}
