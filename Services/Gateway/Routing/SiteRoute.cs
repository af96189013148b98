namespace MyArch.Gateway.Routing;

/// <summary>A path prefix of whole segments, the target group behind it, and the methods that are allowed on it.</summary>
internal sealed record SiteRoute(string Prefix, string Group, params string[] Methods)
{
    /// <summary>The value of an <c>Allow</c> header.</summary>
    public string Allow { get; } = string.Join(", ", Methods);

    /// <summary>What its service makes of idempotency keys.</summary>
    public IdempotencyKeys Keys { get; init; }

    /// <summary>What the route is called in telemetry.</summary>
    public string Template { get; } = RouteTelemetry.TemplateOf(Prefix);

    /// <summary>Whether a path is the prefix or lies under it.</summary>
    public bool Covers(ReadOnlySpan<char> path) => PathPrefix.Covers(Prefix, path);

    /// <summary>Whether the method is on the list.</summary>
    public bool Allows(string method)
    {
        foreach (var allowed in Methods)
        {
            if (HttpMethods.Equals(method, allowed))
            {
                return true;
            }
        }

        return false;
    }
}
