namespace MyArch.Gateway.Routing;

/// <summary>What the route table says about a public request: a target group to forward to, the index page, or an answer of the gateway's own.</summary>
internal readonly record struct PublicRoute(string? Group, string? Template, bool IsIndex, int Status, string? Detail, string? Allow)
{
    public static readonly PublicRoute Index = new(null, "/", IsIndex: true, StatusCodes.Status200OK, null, null);

    /// <summary>What the service behind it makes of idempotency keys.</summary>
    public IdempotencyKeys Keys { get; init; }

    /// <summary>To a route's target group.</summary>
    public static PublicRoute To(string group, SiteRoute route) => new(group, route.Template, IsIndex: false, StatusCodes.Status200OK, null, null) { Keys = route.Keys };

    public static PublicRoute Refuse(int status, string detail, string? allow = null) => new(null, null, IsIndex: false, status, detail, allow);
}
