using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using MyArch.Gateway.Targets;
using MyArch.Gateway.Tests.Fixtures;

namespace MyArch.Gateway.Tests;

public sealed class RetryTests
{
    private static readonly string Body = new('x', 60_000);

    [Fact]
    public async Task If_no_connection_can_be_made_any_method_goes_to_another_target_with_its_body()
    {
        var received = "";
        await using var good = await Backend.StartAsync(async context => received = await new StreamReader(context.Request.Body).ReadToEndAsync());
        var gone = await Backend.StartAsync();
        // Checks are far apart, so that only the request can notice.
        await using var gateway = await TestGateway.StartHealthyAsync([gone.Address, good.Address], settings =>
        {
            settings["Clock:Speed"] = "1";
            settings["TargetGroups:shop:HealthCheck:Interval"] = "00:05:00";
        });
        await gone.DisposeAsync();

        for (var i = 0; i < 4; i++)
        {
            using var response = await gateway.SendAsync(HttpMethod.Post, "/api/orders", new ByteArrayContent(new byte[200_000]));
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            received.Length.ShouldBe(200_000);
        }

        var target = gateway.Target("shop", "shop-a1");
        target.Status.State.ShouldBe(TargetState.Unhealthy);
        target.Status.Reason!.ShouldContain("no connection (ConnectionRefused)");
        good.Seen.Count.ShouldBe(4);
    }

    [Fact]
    public async Task If_no_target_takes_a_connection_the_answer_is_502()
    {
        await using var gateway = await TestGateway.StartAsync([new Uri($"http://127.0.0.1:{FreePort.Find()}"), new Uri($"http://127.0.0.1:{FreePort.Find()}")]);

        using var response = await gateway.SendAsync(HttpMethod.Post, "/api/orders", new StringContent("x"));

        response.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        (await response.Content.ReadAsStringAsync()).ShouldContain("No instance takes connections.");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task An_idempotent_request_without_an_answer_is_sent_to_another_target(string method)
    {
        await using var closing = new WireBackend(WireBackend.CloseAsync);
        var bodies = new List<string>();
        await using var good = await Backend.StartAsync(async context => bodies.Add(await new StreamReader(context.Request.Body).ReadToEndAsync()));
        await using var gateway = await TestGateway.StartHealthyAsync([closing.Address, good.Address], settings => settings["Clock:Speed"] = "1");

        for (var i = 0; i < 4; i++)
        {
            using var response = await gateway.SendAsync(new HttpMethod(method), "/api/orders", method == "PUT" ? new StringContent(Body) : null);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        closing.Requests.ShouldBeGreaterThan(0);
        bodies.Count.ShouldBe(4);
        bodies.ShouldAllBe(body => body == (method == "PUT" ? Body : ""));
    }

    [Fact]
    public async Task An_unsafe_request_is_sent_once()
    {
        await using var one = new WireBackend(WireBackend.CloseAsync);
        await using var two = new WireBackend(WireBackend.CloseAsync);
        await using var gateway = await TestGateway.StartHealthyAsync([one.Address, two.Address]);

        using var withBody = await gateway.SendAsync(HttpMethod.Post, "/api/orders", new StringContent("x"));
        using var withoutBody = await gateway.SendAsync(HttpMethod.Post, "/api/orders");
        using var patch = await gateway.SendAsync(HttpMethod.Patch, "/api/orders");

        withBody.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        withoutBody.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        patch.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        (one.Requests + two.Requests).ShouldBe(3);
    }

    [Fact]
    public async Task An_unsafe_request_on_a_connection_that_the_target_has_used_is_sent_once_too()
    {
        var first = true;
        await using var backend = new WireBackend(async (stream, _, cancellationToken) =>
        {
            if (!first)
            {
                return;
            }

            first = false;
            await WireBackend.Say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")(stream, "", cancellationToken);
            (await RawHttp.ReadHeadAsync(stream, cancellationToken)).ShouldStartWith("POST");
            Interlocked.Increment(ref _second);
        });
        await using var gateway = await TestGateway.StartHealthyAsync([backend.Address]);

        (await gateway.SendAsync(HttpMethod.Get, "/api/orders")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await gateway.SendAsync(HttpMethod.Post, "/api/orders")).StatusCode.ShouldBe(HttpStatusCode.BadGateway);

        _second.ShouldBe(1);
        backend.Requests.ShouldBe(1);
    }

    private int _second;

    [Fact]
    public async Task An_unsafe_request_with_an_idempotency_key_is_sent_to_another_target()
    {
        await using var closing = new WireBackend(WireBackend.CloseAsync);
        await using var good = await Backend.StartAsync(context => context.Request.Body.CopyToAsync(context.Response.Body));
        await using var gateway = await TestGateway.StartHealthyAsync([closing.Address, good.Address], settings => settings["Clock:Speed"] = "1");

        for (var i = 0; i < 4; i++)
        {
            var request = TestGateway.Request(HttpMethod.Post, "/api/orders");
            request.Headers.Add("Idempotency-Key", "1");
            request.Headers.TransferEncodingChunked = true;
            request.Content = new StringContent(Body);
            using var response = await gateway.Client.SendAsync(request);
            (await response.Content.ReadAsStringAsync()).ShouldBe(Body);
        }

        closing.Requests.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_body_that_is_longer_than_what_is_kept_is_sent_once()
    {
        // Reads all, so that the gateway has forgotten the start when the connection closes.
        await using var one = new WireBackend(ReadBodyAndCloseAsync);
        await using var two = new WireBackend(ReadBodyAndCloseAsync);
        await using var gateway = await TestGateway.StartHealthyAsync([one.Address, two.Address]);

        using var response = await gateway.SendAsync(HttpMethod.Put, "/api/orders", new ByteArrayContent(new byte[65_537]));

        response.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        (one.Requests + two.Requests).ShouldBe(1);

        static async Task ReadBodyAndCloseAsync(System.Net.Sockets.NetworkStream stream, string head, CancellationToken cancellationToken) =>
            await stream.ReadExactlyAsync(new byte[65_537], cancellationToken);
    }

    [Fact]
    public async Task An_error_that_a_target_answers_is_passed_on()
    {
        await using var one = await Backend.StartAsync(context => Fail(context));
        await using var two = await Backend.StartAsync(context => Fail(context));
        await using var gateway = await TestGateway.StartHealthyAsync([one.Address, two.Address]);

        using var response = await gateway.SendAsync(HttpMethod.Get, "/api/orders");

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await response.Content.ReadAsStringAsync()).ShouldBe("mine");
        (one.Seen.Count + two.Seen.Count).ShouldBe(1);

        static Task Fail(HttpContext context)
        {
            context.Response.StatusCode = 503;
            return context.Response.WriteAsync("mine");
        }
    }

    [Fact]
    public async Task Every_target_is_tried_once_at_most()
    {
        await using var one = new WireBackend(WireBackend.CloseAsync);
        await using var two = new WireBackend(WireBackend.CloseAsync);
        await using var three = new WireBackend(WireBackend.CloseAsync);
        await using var gateway = await TestGateway.StartHealthyAsync([one.Address, two.Address, three.Address]);

        using var response = await gateway.SendAsync(HttpMethod.Put, "/api/orders", new StringContent("x") { Headers = { ContentType = new MediaTypeHeaderValue("text/plain") } });

        response.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        new[] { one.Requests, two.Requests, three.Requests }.ShouldBe([1, 1, 1]);
    }
}
