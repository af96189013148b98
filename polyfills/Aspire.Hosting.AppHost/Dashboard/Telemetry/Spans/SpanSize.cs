namespace Aspire.Hosting.Dashboard.Telemetry;

/// <summary>What a span takes in memory. Sizes of .NET objects on 64 bits: 16 bytes of header and method table, 8 per reference.</summary>
internal static class SpanSize
{
    /// <summary>The object, and its places in the trace's array, table of ids and snapshot.</summary>
    public const int Object = 192 + 48;

    public const int Event = 48 + 8;

    public const int Link = 56 + 8;

    /// <summary>The receiver's own figure, or (for spans that it did not make) one that counts every text.</summary>
    public static int Of(Span span)
    {
        if (span.EstimatedBytes > 0)
        {
            return span.EstimatedBytes;
        }

        var bytes = Object + TelemetrySize.Of(span.Name) + TelemetrySize.Of(span.StatusMessage) + TelemetrySize.Of(span.Attributes);
        foreach (var e in span.Events)
        {
            bytes += Event + TelemetrySize.Of(e.Name) + TelemetrySize.Of(e.Attributes);
        }

        foreach (var link in span.Links)
        {
            bytes += Link + TelemetrySize.Of(link.Attributes);
        }

        return (int)Math.Min(bytes, int.MaxValue);
    }
}
