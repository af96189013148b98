namespace MyArch.Gateway.Routing;

/// <summary>
/// Everything that the gateway lets through, and nothing else: which host serves what, and which caller of the internal listener may reach what.
/// A route that is not on this list does not exist.
/// </summary>
/// <param name="Sites">The public sites, in the order of the index page.</param>
internal sealed record RouteTable(params Site[] Sites)
{
    private static readonly string[] Read = ["GET", "HEAD"];
    private static readonly string[] All = ["GET", "HEAD", "POST", "PUT", "DELETE"];

    /// <summary>The routes of this system.</summary>
    public static readonly RouteTable Default = new(
        new Site("whatisthetime.localhost", "What is the time?", "The time in every zone, and which instance told it.", "time",
            new SiteRoute("/api/time", "time", Read)),
        new Site("myclothes.localhost", "MyClothes", "A shop whose carts outlive the instances that serve them.", "catalog",
            new SiteRoute("/api/catalog", "catalog", All),
            new SiteRoute("/api/cart", "cart", All) { Keys = IdempotencyKeys.Honoured },
            new SiteRoute("/api/orders", "cart", Read),
            new SiteRoute("/api/customers", "cart", "GET", "HEAD", "PUT") { Keys = IdempotencyKeys.Given }),
        new Site("mywordpress.localhost", "MyWordPress", "A blog whose pictures every instance can serve, wherever they were uploaded.", "media",
            new SiteRoute("/api/media", "media", "GET", "HEAD", "POST", "DELETE"),
            new SiteRoute("/api/posts", "media", All) { Keys = IdempotencyKeys.Honoured }))
    {
        Internal =
        [
            new("/elb", Group: null, "apphost"),
            new("/internal/orders", "catalog", "cart", "worker"),
            new("/internal/prices", "catalog", "cart"),
            new("/internal/customers", "catalog", "cart"),
            new("/internal/media", "media", "worker"),
        ],
    };

    /// <summary>Hosts that answer with the index of the sites.</summary>
    public static readonly string[] IndexHosts = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Every site's static files: whatever is not under <c>/api</c> and not reserved.</summary>
    public static readonly SiteRoute StaticFiles = new("", "", Read);

    /// <summary>First path segments that no public listener ever serves, on any host.</summary>
    public static readonly string[] Reserved = ["internal", "health", "elb", "instance"];

    /// <summary>Who may reach what on the internal listener.</summary>
    public IReadOnlyList<InternalRoute> Internal { get; init; } = [];

    /// <summary>Every target group that a route leads to.</summary>
    public IReadOnlySet<string> Groups => new HashSet<string>(
        Sites.SelectMany(static site => site.Api.Select(static route => route.Group).Append(site.Group))
            .Concat(Internal.Select(static route => route.Group).OfType<string>()),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The first internal route that a path lies under.</summary>
    public InternalRoute? FindInternal(string path) => Internal.FirstOrDefault(route => route.Covers(path));
}
