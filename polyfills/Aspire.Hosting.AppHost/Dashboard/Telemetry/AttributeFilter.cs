namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>Lets through what has the attribute <paramref name="Key"/>, with the text <paramref name="Value"/> unless that is null.</summary>
public sealed record AttributeFilter(string Key, string? Value)
{
    public bool Matches(in TelemetryAttributes attributes) =>
        attributes.TryGet(Key, out var value) && (Value is null || (value.AsString ?? value.ToString()) == Value);
}
