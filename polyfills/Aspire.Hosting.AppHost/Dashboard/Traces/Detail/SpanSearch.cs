using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Traces.Detail;

/// <summary>Whether a text stands anywhere in what a span says: its names, ids, status, peer, attributes and events. Case does not count.</summary>
internal static class SpanSearch
{
    public static bool Matches(Span span, SpanPeer? peer, string text) =>
        Has(span.Name, text) || Has(span.Resource.Name, text) || Has(span.StatusMessage, text) || Has(span.Id.ToString(), text)
        || Matches(span.Attributes, text) || span.Events.Any(one => Has(one.Name, text) || Matches(one.Attributes, text))
        || Has(peer?.Name, text) || Has(peer?.Address, text);

    private static bool Matches(TelemetryAttributes attributes, string text)
    {
        foreach (var (key, value) in attributes)
        {
            if (Has(key, text) || Has(value.ToString(), text) || Has($"{key}={value}", text))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Has(string? where, string text) => where?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;
}
