using MyArch.Gateway.Tests.Fixtures;

namespace MyArch.Gateway.Tests;

public sealed class PublicExposureTests
{
    [Theory]
    [InlineData("/internal", 404)]
    [InlineData("/internal/orders", 404)]
    [InlineData("//internal", 400)]
    [InlineData("/%69nternal", 404)]
    [InlineData("/%2569nternal", 400)]
    [InlineData("/INTERNAL", 404)]
    [InlineData("/x/../internal", 400)]
    [InlineData("/./internal", 400)]
    [InlineData("/%2e/internal", 400)]
    [InlineData("/x%2f..%2finternal", 400)]
    [InlineData("/x\\..\\internal", 400)]
    [InlineData("/x%5c..%5cinternal", 400)]
    [InlineData("/internal;x", 400)]
    [InlineData("/internal%3bx", 400)]
    [InlineData("/health/live", 404)]
    [InlineData("/health/ready", 404)]
    [InlineData("/Health/Ready", 404)]
    [InlineData("/elb/target-groups", 404)]
    [InlineData("/instance", 404)]
    [InlineData("http://whatisthetime.localhost/internal", 400)]
    public async Task What_is_not_public_never_reaches_an_instance(string target, int status)
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await TestGateway.StartHealthyAsync([backend.Address]);

        var response = await RawHttp.GetAsync(gateway.Public, target, TestRoutes.Time);

        RawHttp.StatusOf(response).ShouldBe(status);
        response.ShouldContain("X-Instance: gateway");
        backend.Seen.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/api/time/America/Argentina/Buenos_Aires?x=%2F&y=a//b/../c")]
    [InlineData("/api/time/Etc/GMT+1")]
    [InlineData("/%61pp.css")]
    [InlineData("/caf%C3%A9?q=%zz")]
    [InlineData("/~a/b:c@d!$&'()*,=")]
    public async Task What_was_judged_is_what_is_sent(string target)
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await TestGateway.StartHealthyAsync([backend.Address]);

        RawHttp.StatusOf(await RawHttp.GetAsync(gateway.Public, target, TestRoutes.Time)).ShouldBe(200);

        backend.Seen.ShouldBe([target]);
    }

    [Fact]
    public async Task A_public_client_cannot_name_itself_into_the_internal_listener()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await TestGateway.StartHealthyAsync([backend.Address]);
        var bearer = $"Authorization: Bearer {TestGateway.AppHost}\r\n";

        foreach (var host in new[] { gateway.Internal.Authority, "localhost", TestRoutes.Time })
        {
            RawHttp.StatusOf(await RawHttp.GetAsync(gateway.Public, "/elb/target-groups", host, bearer)).ShouldBe(404);
        }
    }

    [Fact]
    public async Task An_unknown_host_and_a_forbidden_method_are_problems()
    {
        await using var gateway = await TestGateway.StartAsync([]);

        var misdirected = await RawHttp.GetAsync(gateway.Public, "/", "example.com");
        var forbidden = await RawHttp.SendAsync(gateway.Public, $"DELETE /api/time HTTP/1.1\r\nHost: {TestRoutes.Time}\r\nConnection: close\r\n\r\n");

        RawHttp.StatusOf(misdirected).ShouldBe(421);
        RawHttp.StatusOf(forbidden).ShouldBe(405);
        forbidden.ShouldContain("Allow: GET, HEAD");
        foreach (var response in new[] { misdirected, forbidden })
        {
            response.ShouldContain("application/problem+json");
            response.ShouldContain("\"traceId\"");
        }
    }

    [Fact]
    public async Task The_index_lists_the_sites_with_the_port_that_was_asked()
    {
        await using var gateway = await TestGateway.StartAsync([]);

        var page = await RawHttp.GetAsync(gateway.Public, "/", $"localhost:{gateway.Public.Port}");
        var head = await RawHttp.SendAsync(gateway.Public, "HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        page.ShouldContain($"http://{TestRoutes.Time}:{gateway.Public.Port}/");
        page.ShouldContain("<footer>");
        head.ShouldStartWith("HTTP/1.1 200");
        head.ShouldNotContain("<html");
    }

    [Fact]
    public async Task A_request_to_upgrade_the_connection_is_refused()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await TestGateway.StartHealthyAsync([backend.Address]);

        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(gateway.Public.Host, gateway.Public.Port);
        await client.GetStream().WriteAsync(System.Text.Encoding.Latin1.GetBytes(
            $"GET /api/time HTTP/1.1\r\nHost: {TestRoutes.Time}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"));
        var response = await RawHttp.ReadHeadAsync(client.GetStream(), CancellationToken.None);

        RawHttp.StatusOf(response).ShouldBe(400);
        backend.Seen.ShouldBeEmpty();
    }
}
