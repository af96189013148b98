using Microsoft.AspNetCore.Http;
using MyArch.Gateway.Tests.Fixtures;

namespace MyArch.Gateway.Tests;

/// <summary>Calls between services: through the internal listener, with a credential of the caller's own.</summary>
public sealed class InternalForwardingTests
{
    [Fact]
    public async Task A_known_callers_request_reaches_the_group_with_the_internal_secret_and_without_the_callers_own()
    {
        HeaderDictionary? seen = null;
        await using var backend = await Backend.StartAsync(context =>
        {
            seen = new HeaderDictionary(context.Request.Headers.ToDictionary());
            context.Response.Headers["X-Instance"] = "shop-a1";
            return context.Response.WriteAsync("done");
        });
        await using var gateway = await TestGateway.StartHealthyAsync([backend.Address]);

        var response = await SendAsync(gateway, "PUT", "/internal/orders/7?x=1", TestGateway.Cart, $"X-Origin-Verify: {TestGateway.Origin}\r\n");

        RawHttp.StatusOf(response).ShouldBe(200);
        response.ShouldContain("X-Instance: shop-a1\r\n");
        response.ShouldNotContain("X-Instance: gateway");
        backend.Seen.ShouldBe(["/internal/orders/7?x=1"]);
        seen.ShouldNotBeNull();
        seen["X-Origin-Verify"].ToString().ShouldBe(TestGateway.InternalOrigin);
        seen.ContainsKey("Authorization").ShouldBeFalse();
    }

    [Theory]
    [InlineData("/internal/orders/7", TestGateway.AppHost, 403)]
    [InlineData("/internal/orders/7", "nobody-0123456789-nobody", 401)]
    [InlineData("/internal/prices", TestGateway.Cart, 403)]
    [InlineData("/internal/ordersx", TestGateway.Cart, 403)]
    [InlineData("/elb/target-groups", TestGateway.Cart, 403)]
    [InlineData("/api/orders", TestGateway.Cart, 403)]
    [InlineData("//internal/orders/7", TestGateway.Cart, 400)]
    [InlineData("/internal/../internal/orders/7", TestGateway.Cart, 400)]
    public async Task Nobody_reaches_more_than_the_route_table_says(string path, string secret, int status)
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await TestGateway.StartHealthyAsync([backend.Address]);

        RawHttp.StatusOf(await SendAsync(gateway, "GET", path, secret)).ShouldBe(status);

        backend.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_public_request_keeps_its_authorization_and_gets_the_public_secret()
    {
        HeaderDictionary? seen = null;
        await using var backend = await Backend.StartAsync(context =>
        {
            seen = new HeaderDictionary(context.Request.Headers.ToDictionary());
            return Task.CompletedTask;
        });
        await using var gateway = await TestGateway.StartHealthyAsync([backend.Address]);

        var response = await RawHttp.GetAsync(gateway.Public, "/api/orders", TestRoutes.Shop, "Authorization: Bearer admin\r\n");

        RawHttp.StatusOf(response).ShouldBe(200);
        seen.ShouldNotBeNull();
        seen["X-Origin-Verify"].ToString().ShouldBe(TestGateway.Origin);
        seen["Authorization"].ToString().ShouldBe("Bearer admin");
    }

    [Fact]
    public async Task An_internal_request_is_retried_on_another_target_too()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await TestGateway.StartHealthyAsync([backend.Address]);
        gateway.Registry.Register(gateway.Registry.Find("shop")!, "shop-a2", new Uri($"http://127.0.0.1:{FreePort.Find()}"), "a");

        for (var request = 0; request < 4; request++)
        {
            RawHttp.StatusOf(await SendAsync(gateway, "GET", "/internal/orders/7", TestGateway.Cart)).ShouldBe(200);
        }
    }

    private static Task<string> SendAsync(TestGateway gateway, string method, string path, string secret, string headers = "") => RawHttp.SendAsync(
        gateway.Internal, $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\nAuthorization: Bearer {secret}\r\n{headers}\r\n");
}
