namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>Estimates of what things take in memory, in bytes on 64 bits.</summary>
internal static class TelemetrySize
{
    /// <summary>A key's reference and a value of 16 bytes.</summary>
    public const int Attribute = 24;

    public const int Array = 24;

    public static long Of(string text) => text.Length == 0 ? 0 : 22 + 2L * text.Length;

    public static long Of(TelemetryScope scope) => 56 + Of(scope.Name) + Of(scope.Version) + Of(scope.Attributes);

    public static long Of(in TelemetryAttributes attributes)
    {
        if (attributes.Count == 0)
        {
            return 0;
        }

        var bytes = (long)Array;
        foreach (var attribute in attributes)
        {
            bytes += Attribute + Of(attribute.Key) + Of(attribute.Value);
        }

        return bytes;
    }

    /// <summary>What hangs on a value, without its own 16 bytes.</summary>
    public static long Of(in TelemetryValue value)
    {
        switch (value.Kind)
        {
            case TelemetryValueKind.String:
                return Of(value.AsString!);
            case TelemetryValueKind.Bytes:
                return Array + value.AsBytes.Length;
            case TelemetryValueKind.Attributes:
                return Of(value.AsAttributes);
            case TelemetryValueKind.Array:
                var bytes = (long)Array;
                foreach (var item in value.AsArray)
                {
                    bytes += 16 + Of(item);
                }

                return bytes;
            default:
                return 0;
        }
    }
}
