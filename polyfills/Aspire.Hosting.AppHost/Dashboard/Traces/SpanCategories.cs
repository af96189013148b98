namespace Aspire.Hosting.Dashboard.Traces;

/// <summary>How the categories are called in addresses and on the page, and which spans are in them.</summary>
internal static class SpanCategories
{
    private static readonly string[] HttpKeys = ["http.request.method", "http.method"];
    private static readonly string[] DatabaseKeys = ["db.system.name", "db.system"];
    private static readonly string[] MessagingKeys = ["messaging.system", "messaging.destination.name"];
    private static readonly string[] RpcKeys = ["rpc.service", "rpc.system"];

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

    /// <summary>
    /// A span that has one of these attributes is of the category: those that https://opentelemetry.io/docs/specs/semconv/ requires, the newest name first; of older names only those that are still widely sent.
    /// </summary>
    public static string[] Keys(SpanCategory category) => category switch
    {
        SpanCategory.Http => HttpKeys,
        SpanCategory.Database => DatabaseKeys,
        SpanCategory.Messaging => MessagingKeys,
        _ => RpcKeys,
    };
}
