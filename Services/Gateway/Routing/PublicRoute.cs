namespace MyArch.Gateway.Routing;

/// <summary>What the route table says about a public request: a target group to forward to, the index page, or an answer of the gateway's own.</summary>
internal readonly record struct PublicRoute(string? Group, string? Template, bool IsIndex, int Status, string? Detail, string? Allow)
{
    public static readonly PublicRoute Index = new(null, "/", IsIndex: true, StatusCodes.Status200OK, null, null);

    /// <summary>To a target group, by a route whose name in telemetry is the template.</summary>
    public static PublicRoute To(string group, string template) => new(group, template, IsIndex: false, StatusCodes.Status200OK, null, null);

    public static PublicRoute Refuse(int status, string detail, string? allow = null) => new(null, null, IsIndex: false, status, detail, allow);
}
