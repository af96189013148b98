namespace MyArch.Gateway.Routing;

/// <summary>Applies the route table to a public request.</summary>
internal sealed class PublicRouter
{
    private static readonly PublicRoute UnknownHost =
        PublicRoute.Refuse(StatusCodes.Status421MisdirectedRequest, "No site is served under this host name.");

    private static readonly PublicRoute NotFound = PublicRoute.Refuse(StatusCodes.Status404NotFound, "There is nothing at this address.");

    private static readonly PublicRoute ReadOnly =
        PublicRoute.Refuse(StatusCodes.Status405MethodNotAllowed, "Pages and files can only be read.", RouteTable.StaticFiles.Allow);

    private readonly Dictionary<string, Site?>.AlternateLookup<ReadOnlySpan<char>> _hosts;

    public PublicRouter(RouteTable routes)
    {
        var hosts = routes.Sites.ToDictionary(site => site.Host, Site? (site) => site, StringComparer.OrdinalIgnoreCase);
        foreach (var index in RouteTable.IndexHosts)
        {
            hosts.Add(index, null);
        }

        _hosts = hosts.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Finds where a request goes.</summary>
    /// <param name="host">The Host header, with or without a port.</param>
    /// <param name="method">The request method.</param>
    /// <param name="path">The judged path.</param>
    public PublicRoute Find(string? host, string method, string path)
    {
        if (!_hosts.TryGetValue(WithoutPort(host), out var site))
        {
            return UnknownHost;
        }

        var first = RequestPath.FirstSegment(path);
        foreach (var reserved in RouteTable.Reserved)
        {
            if (first.Equals(reserved, StringComparison.OrdinalIgnoreCase))
            {
                return NotFound;
            }
        }

        if (first.Equals("api", StringComparison.OrdinalIgnoreCase))
        {
            return site?.FindApi(path) is { } route ? Api(route, method) : NotFound;
        }

        if (site is null && path != "/")
        {
            return NotFound;
        }

        if (!RouteTable.StaticFiles.Allows(method))
        {
            return ReadOnly;
        }

        return site is null ? PublicRoute.Index : PublicRoute.To(site.Group, RouteTable.StaticFiles);
    }

    private static PublicRoute Api(SiteRoute route, string method) => route.Allows(method)
        ? PublicRoute.To(route.Group, route)
        : PublicRoute.Refuse(StatusCodes.Status405MethodNotAllowed, $"Allowed here: {route.Allow}.", route.Allow);

    private static ReadOnlySpan<char> WithoutPort(string? host)
    {
        var colon = host is null ? -1 : host.LastIndexOf(':');
        var port = colon < 0 ? [] : host.AsSpan(colon + 1);
        return colon > 0 && !port.Contains(']') ? host.AsSpan(0, colon) : host;
    }
}
