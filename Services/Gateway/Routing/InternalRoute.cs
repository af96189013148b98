namespace MyArch.Gateway.Routing;

/// <summary>A path prefix of the internal listener, the target group behind it, and the callers that may reach it.</summary>
/// <param name="Prefix">Whole path segments.</param>
/// <param name="Group">The target group; null is an endpoint of the gateway's own.</param>
/// <param name="Callers">The callers' names.</param>
internal sealed record InternalRoute(string Prefix, string? Group, params string[] Callers)
{
    /// <summary>What the route is called in telemetry.</summary>
    public string Template { get; } = RouteTelemetry.TemplateOf(Prefix);

    /// <summary>Whether a path is the prefix or lies under it.</summary>
    public bool Covers(ReadOnlySpan<char> path) => PathPrefix.Covers(Prefix, path);

    /// <summary>Whether a caller is on the list.</summary>
    public bool Allows(string caller) => Callers.Contains(caller, StringComparer.OrdinalIgnoreCase);
}
