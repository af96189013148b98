using MyArch.Gateway.Routing;

namespace MyArch.Gateway.Tests.Fixtures;

/// <summary>The product's routes, and one site more on which every method is allowed.</summary>
internal static class TestRoutes
{
    public const string Time = "whatisthetime.localhost";
    public const string Shop = "shop.localhost";

    public static readonly RouteTable Table = new(
    [
        .. RouteTable.Default.Sites,
        new Site(Shop, "Shop", "Only in tests.", "shop",
            new SiteRoute("/api/orders", "shop", "GET", "HEAD", "PUT", "DELETE", "POST", "PATCH", "OPTIONS")),
    ]);
}
