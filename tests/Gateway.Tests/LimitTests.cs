using System.Net;
using System.Net.Sockets;
using System.Text;
using MyArch.Gateway.Tests.Fixtures;

namespace MyArch.Gateway.Tests;

public sealed class LimitTests
{
    private const int Limit = 10_500_000;

    [Fact]
    public async Task The_largest_body_passes_and_one_byte_more_does_not()
    {
        long received = 0;
        await using var backend = await Backend.StartAsync(async context =>
        {
            var buffer = new byte[65_536];
            for (int read; (read = await context.Request.Body.ReadAsync(buffer)) > 0;)
            {
                received += read;
            }
        });
        await using var gateway = await TestGateway.StartHealthyAsync([backend.Address]);

        (await gateway.SendAsync(HttpMethod.Post, "/api/orders", new ByteArrayContent(new byte[Limit]))).StatusCode.ShouldBe(HttpStatusCode.OK);
        received.ShouldBe(Limit);
        var refused = await RawHttp.SendAsync(gateway.Public, $"POST /api/orders HTTP/1.1\r\nHost: {TestRoutes.Shop}\r\nConnection: close\r\nContent-Length: {Limit + 1}\r\n\r\n");

        RawHttp.StatusOf(refused).ShouldBe(413);
        refused.ShouldContain("application/problem+json");
        refused.ShouldContain("X-Instance: gateway");
        backend.Seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_chunked_body_that_grows_too_large_is_413()
    {
        await using var backend = await Backend.StartAsync(context => context.Request.Body.CopyToAsync(Stream.Null));
        await using var gateway = await TestGateway.StartHealthyAsync([backend.Address], settings => settings["Gateway:MaxRequestBodyBytes"] = "1000");

        var response = await RawHttp.SendAsync(
            gateway.Public, $"POST /api/orders HTTP/1.1\r\nHost: {TestRoutes.Shop}\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n{new string('x', 2000)}\r\n0\r\n\r\n");

        RawHttp.StatusOf(response).ShouldBe(413);
        response.ShouldContain("application/problem+json");
    }

    [Fact]
    public async Task Both_lengths_in_one_request_are_read_in_one_way_only()
    {
        var bodies = new List<string>();
        await using var backend = await Backend.StartAsync(async context => bodies.Add(await new StreamReader(context.Request.Body).ReadToEndAsync()));
        await using var gateway = await TestGateway.StartHealthyAsync([backend.Address]);

        await RawHttp.SendAsync(gateway.Public,
            $"POST /api/orders HTTP/1.1\r\nHost: {TestRoutes.Shop}\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n5\r\nhello\r\n0\r\n\r\nGET /internal HTTP/1.1\r\nHost: x\r\n\r\n");

        // Whether it was refused or read as chunked, nothing of what follows is a request.
        backend.Seen.ShouldBeSubsetOf(["/api/orders"]);
        bodies.ShouldAllBe(body => body == "hello");
    }

    [Fact]
    public async Task A_header_of_100_KB_is_431()
    {
        await using var gateway = await TestGateway.StartAsync([]);

        RawHttp.StatusOf(await RawHttp.GetAsync(gateway.Public, "/", "localhost", $"X-Large: {new string('x', 100_000)}\r\n")).ShouldBe(431);
    }

    [Fact]
    public async Task A_request_line_that_is_too_long_is_414()
    {
        await using var gateway = await TestGateway.StartAsync([]);

        RawHttp.StatusOf(await RawHttp.GetAsync(gateway.Public, $"/{new string('x', 9_000)}", "localhost")).ShouldBe(414);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nBad Header: x\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("GET /\0 HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("hello\r\n\r\n")]
    public async Task A_malformed_request_is_400(string request)
    {
        await using var gateway = await TestGateway.StartAsync([]);

        RawHttp.StatusOf(await RawHttp.SendAsync(gateway.Public, request)).ShouldBe(400);
    }

    [Fact]
    public async Task Headers_that_never_end_are_408()
    {
        await using var gateway = await TestGateway.StartAsync([], settings => settings["Gateway:RequestHeadersTimeout"] = "00:00:00.5");

        RawHttp.StatusOf(await RawHttp.SendAsync(gateway.Public, "GET / HTTP/1.1\r\nHost: localhost\r\n")).ShouldBe(408);
    }

    [Fact]
    public async Task A_body_that_is_shorter_than_announced_is_408_and_no_failure_of_the_target()
    {
        await using var backend = await Backend.StartAsync(context => context.Request.Body.CopyToAsync(Stream.Null));
        await using var gateway = await TestGateway.StartHealthyAsync([backend.Address]);

        var response = await RawHttp.SendAsync(gateway.Public, $"POST /api/orders HTTP/1.1\r\nHost: {TestRoutes.Shop}\r\nContent-Length: 10\r\n\r\nabc");

        RawHttp.StatusOf(response).ShouldBe(408);
        response.ShouldContain("application/problem+json");
        gateway.Registry.Find("shop")!.Targets[0].Status.State.ShouldBe(Targets.TargetState.Healthy);
    }

    [Fact]
    public async Task More_requests_than_allowed_are_429_and_say_when_to_come_back()
    {
        await using var gateway = await TestGateway.StartAsync([], settings =>
        {
            settings["Gateway:RequestsPerSecond"] = "1";
            settings["Gateway:RequestBurst"] = "3";
        });

        var served = 0;
        var refused = await Eventually.BecomesAsync(
            async _ =>
            {
                var response = await RawHttp.GetAsync(gateway.Public, "/", "localhost");
                served += RawHttp.StatusOf(response) == 200 ? 1 : 0;
                return response;
            },
            static response => RawHttp.StatusOf(response) == 429,
            because: "requests are refused");
        served.ShouldBeGreaterThanOrEqualTo(3);
        refused.ShouldContain("Retry-After: 1\r\n");
        refused.ShouldContain("application/problem+json");
    }

    [Fact]
    public async Task Connections_above_the_limit_are_closed()
    {
        await using var gateway = await TestGateway.StartAsync([], settings => settings["Gateway:MaxConnections"] = "1");
        using var measured = new Measurements(GatewayMetrics.MeterName, gateway.Services);
        using var first = new TcpClient();
        await first.ConnectAsync(gateway.Public.Host, gateway.Public.Port);
        await first.GetStream().WriteAsync(Encoding.Latin1.GetBytes("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        (await RawHttp.ReadHeadAsync(first.GetStream(), CancellationToken.None)).ShouldStartWith("HTTP/1.1 200");

        (await ReceivedAsync(gateway.Public)).ShouldBeEmpty();
        measured.Sum("myarch.gateway.connection.refused").ShouldBe(1);
        // The internal listener has a limit of its own, so that a flood of clients does not shut its callers out.
        RawHttp.StatusOf(await RawHttp.GetAsync(gateway.Internal, "/health/live", "localhost")).ShouldBe(200);
    }

    [Fact]
    public async Task Requests_in_flight_above_the_limit_are_refused_until_there_is_room()
    {
        var (arrived, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var backend = await Backend.StartAsync(context =>
        {
            arrived.TrySetResult();
            return release.Task;
        });
        await using var gateway = await TestGateway.StartHealthyAsync([backend.Address], settings => settings["Gateway:MaxRequestsInFlight"] = "1");
        var first = gateway.SendAsync(HttpMethod.Get, "/api/orders");
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(10));

        var refused = await gateway.SendAsync(HttpMethod.Get, "/api/orders");
        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter?.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        backend.Seen.Count.ShouldBe(1);

        release.SetResult();
        (await first).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Eventually.IsTrueAsync(async _ => (await gateway.SendAsync(HttpMethod.Get, "/api/orders")).StatusCode == HttpStatusCode.OK, because: "there is room again");
    }

    // A connection that is reset while it is being made, or written to, has received nothing.
    private static async Task<string> ReceivedAsync(Uri server)
    {
        try
        {
            return await RawHttp.GetAsync(server, "/", "localhost");
        }
        catch (Exception reset) when (reset is SocketException { SocketErrorCode: SocketError.ConnectionReset } or IOException { InnerException: SocketException })
        {
            return "";
        }
    }
}
