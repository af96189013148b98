using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Traces;

/// <summary>How the categories are called in addresses and on the page, and which spans are in them.</summary>
internal static class SpanCategories
{
    public static IReadOnlyDictionary<string, SpanCategory> ByName { get; } = new Dictionary<string, SpanCategory>(StringComparer.OrdinalIgnoreCase)
    {
        ["http"] = SpanCategory.Http,
        ["database"] = SpanCategory.Database,
        ["messaging"] = SpanCategory.Messaging,
        ["rpc"] = SpanCategory.Rpc,
    };

    public static string Title(SpanCategory category) => category switch
    {
        SpanCategory.Http => "HTTP",
        SpanCategory.Database => "Database",
        SpanCategory.Messaging => "Messaging",
        _ => "RPC",
    };

    /// <summary>The attribute that is required of such spans by https://opentelemetry.io/docs/specs/semconv/.</summary>
    public static AttributeFilter Filter(SpanCategory category) => new(
        category switch
        {
            SpanCategory.Http => "http.request.method",
            SpanCategory.Database => "db.system.name",
            SpanCategory.Messaging => "messaging.system",
            _ => "rpc.system",
        },
        null);
}
