namespace MyArch.Gateway.Routing;

/// <summary>What the route table says about a public request: a target group to forward to, the index page, or an answer of the gateway's own.</summary>
internal readonly record struct PublicRoute(string? Group, bool IsIndex, int Status, string? Detail, string? Allow)
{
    public static readonly PublicRoute Index = new(null, IsIndex: true, StatusCodes.Status200OK, null, null);

    public static PublicRoute To(string group) => new(group, IsIndex: false, StatusCodes.Status200OK, null, null);

    public static PublicRoute Refuse(int status, string detail, string? allow = null) => new(null, IsIndex: false, status, detail, allow);
}
