namespace MyArch.Gateway.Routing;

/// <summary>
/// Everything that the gateway lets through, and nothing else: which host serves what, and which caller of the internal listener may reach what.
/// A route that is not on this list does not exist.
/// </summary>
/// <param name="Sites">The public sites, in the order of the index page.</param>
internal sealed record RouteTable(params Site[] Sites)
{
    private static readonly string[] Read = ["GET", "HEAD"];

    /// <summary>The sites of this system.</summary>
    public static readonly RouteTable Default = new(
        new Site("whatisthetime.localhost", "What is the time?", "The time in every zone, and which instance told it.", "time",
            new SiteRoute("/api/time", "time", Read)));

    /// <summary>Hosts that answer with the index of the sites.</summary>
    public static readonly string[] IndexHosts = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Every site's static files: whatever is not under <c>/api</c> and not reserved.</summary>
    public static readonly SiteRoute StaticFiles = new("", "", Read);

    /// <summary>First path segments that no public listener ever serves, on any host.</summary>
    public static readonly string[] Reserved = ["internal", "health", "elb", "instance"];

    /// <summary>Who may reach what on the internal listener.</summary>
    public static readonly InternalRoute[] Internal =
    [
        new("/elb", "apphost"),
    ];

    /// <summary>Every target group that a route leads to.</summary>
    public IReadOnlySet<string> Groups { get; } =
        new HashSet<string>(Sites.SelectMany(static site => site.Api.Select(static route => route.Group).Append(site.Group)), StringComparer.OrdinalIgnoreCase);
}
