using MyArch.Gateway.Routing;
using MyArch.Gateway.Tests.Fixtures;

namespace MyArch.Gateway.Tests;

public sealed class PublicRouterTests
{
    private readonly PublicRouter _router = new(RouteTable.Default);

    [Theory]
    [InlineData("whatisthetime.localhost", "GET", "/")]
    [InlineData("whatisthetime.localhost:8080", "GET", "/api/time")]
    [InlineData("WhatIsTheTime.LOCALHOST:8080", "HEAD", "/API/Time/Europe/Vienna")]
    [InlineData("whatisthetime.localhost", "GET", "/app.mjs")]
    [InlineData("whatisthetime.localhost", "GET", "/apis")]
    [InlineData("whatisthetime.localhost", "GET", "/internals")]
    public void A_listed_route_leads_to_its_group(string host, string method, string path) => _router.Find(host, method, path).Group.ShouldBe("time");

    [Theory]
    [InlineData("GET", "/", "catalog")]
    [InlineData("GET", "/cart.html", "catalog")]
    [InlineData("GET", "/api/catalog/items", "catalog")]
    [InlineData("POST", "/api/catalog/items", "catalog")]
    [InlineData("POST", "/api/cart/items", "cart")]
    [InlineData("DELETE", "/api/cart", "cart")]
    [InlineData("GET", "/api/orders/1", "cart")]
    [InlineData("PUT", "/api/customers/me", "cart")]
    public void The_shop_is_served_by_two_groups(string method, string path, string group) => _router.Find("myclothes.localhost", method, path).Group.ShouldBe(group);

    [Theory]
    [InlineData("POST", "/api/orders", 405)]
    [InlineData("DELETE", "/api/customers/me", 405)]
    [InlineData("PATCH", "/api/cart/items/1", 405)]
    [InlineData("GET", "/api/time", 404)]
    [InlineData("PUT", "/internal/orders/1", 404)]
    public void The_shop_has_no_other_routes(string method, string path, int status) => _router.Find("myclothes.localhost", method, path).Status.ShouldBe(status);

    [Theory]
    [InlineData("localhost:8080")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]:8080")]
    [InlineData("[::1]")]
    public void A_host_without_a_site_has_the_index_and_nothing_else(string host)
    {
        _router.Find(host, "GET", "/").IsIndex.ShouldBeTrue();
        _router.Find(host, "POST", "/").Status.ShouldBe(405);
        _router.Find(host, "GET", "/app.mjs").Status.ShouldBe(404);
        _router.Find(host, "GET", "/api/time").Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("example.com")]
    [InlineData("whatisthetime.localhost.")]
    [InlineData("evil.whatisthetime.localhost")]
    [InlineData("nothing.localhost")]
    [InlineData("")]
    [InlineData(null)]
    public void An_unknown_host_is_misdirected(string? host) => _router.Find(host, "GET", "/").Status.ShouldBe(421);

    [Theory]
    [InlineData("/internal")]
    [InlineData("/Internal/orders")]
    [InlineData("/health/ready")]
    [InlineData("/HEALTH")]
    [InlineData("/elb/target-groups")]
    [InlineData("/instance")]
    [InlineData("/api")]
    [InlineData("/api/cart")]
    [InlineData("/api/timetable")]
    public void What_is_not_listed_is_not_found(string path) => _router.Find(TestRoutes.Time, "GET", path).Status.ShouldBe(404);

    [Theory]
    [InlineData("POST", "/api/time")]
    [InlineData("OPTIONS", "/api/time/UTC")]
    [InlineData("TRACE", "/")]
    [InlineData("DELETE", "/app.css")]
    public void A_method_that_is_not_listed_is_refused_with_those_that_are(string method, string path)
    {
        var route = _router.Find(TestRoutes.Time, method, path);
        route.Status.ShouldBe(405);
        route.Allow.ShouldBe("GET, HEAD");
    }
}
