using MyArch.Gateway.Routing;

namespace MyArch.Gateway.Tests.Fixtures;

/// <summary>The site of Time as in the product, and a site of the tests' own on which every method is allowed, with an internal route.</summary>
internal static class TestRoutes
{
    public const string Time = "whatisthetime.localhost";
    public const string Shop = "shop.localhost";

    public static readonly RouteTable Table = new(
    [
        .. RouteTable.Default.Sites.Where(static site => site.Host == Time),
        new Site(Shop, "Shop", "Only in tests.", "shop",
            new SiteRoute("/api/orders", "shop", "GET", "HEAD", "PUT", "DELETE", "POST", "PATCH", "OPTIONS") { Keys = IdempotencyKeys.Honoured },
            new SiteRoute("/api/items", "shop", "GET", "POST"),
            new SiteRoute("/api/customers", "shop", "GET", "PUT") { Keys = IdempotencyKeys.Given }),
    ])
    {
        Internal = [new("/elb", Group: null, "apphost"), new("/internal/orders", "shop", "cart")],
    };
}
