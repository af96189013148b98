using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using MyArch.Gateway.Targets;
using MyArch.Gateway.Tests.Fixtures;

namespace MyArch.Gateway.Tests;

public sealed class FailureTests
{
    [Fact]
    public async Task A_target_that_accepts_and_never_answers_ends_in_504_and_is_tried_once()
    {
        await using var one = new WireBackend(WireBackend.HangAsync);
        await using var two = new WireBackend(WireBackend.HangAsync);
        await using var gateway = await TestGateway.StartHealthyAsync([one.Address, two.Address], settings => settings["Gateway:IdleTimeout"] = "00:00:00.5");

        using var response = await gateway.SendAsync(HttpMethod.Get, "/api/orders");

        response.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        await Eventually.IsTrueAsync(() => one.Requests + two.Requests > 0, because: "the target has read the request");
        (one.Requests + two.Requests).ShouldBe(1);
        gateway.Registry.Find("shop")!.Targets.ShouldAllBe(target => target.InFlight == 0);
    }

    [Fact]
    public async Task A_target_that_takes_no_connection_in_time_ends_in_504()
    {
        // A full backlog: the kernel leaves further connections waiting.
        using var full = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        var address = (IPEndPoint)full.LocalEndPoint!;
        List<Socket> waiting = [];
        for (var i = 0; i < 4; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            waiting.Add(socket);
            _ = socket.ConnectAsync(address);
        }

        await using var gateway = await TestGateway.StartAsync([new Uri($"http://{address}")], settings => settings["Gateway:ConnectTimeout"] = "00:00:00.3");
        using var response = await gateway.SendAsync(HttpMethod.Post, "/api/orders", new StringContent("x"));

        response.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
        waiting.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task An_answer_that_breaks_off_before_anything_was_passed_on_is_502()
    {
        await using var backend = new WireBackend(WireBackend.Say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\nX-Instance: time-a1\r\nETag: \"1\"\r\n\r\n"));
        await using var gateway = await TestGateway.StartHealthyAsync([backend.Address]);

        using var response = await gateway.SendAsync(HttpMethod.Get, "/api/orders");

        response.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        response.Headers.GetValues("X-Instance").ShouldBe(["gateway"]);
        response.Headers.ETag.ShouldBeNull();
        backend.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_midway_breaks_off_for_the_client_too()
    {
        var arrived = new TaskCompletionSource();
        await using var backend = new WireBackend(async (stream, head, cancellationToken) =>
        {
            await WireBackend.Say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")(stream, head, cancellationToken);
            await arrived.Task.WaitAsync(cancellationToken);
        });
        await using var gateway = await TestGateway.StartHealthyAsync([backend.Address]);

        using var response = await gateway.Client.SendAsync(TestGateway.Request(HttpMethod.Get, "/api/orders"), HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        await body.ReadExactlyAsync(new byte[5]);
        arrived.SetResult();

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        // Nobody must take it for complete.
        await Should.ThrowAsync<IOException>(async () => await body.CopyToAsync(Stream.Null));
    }

    [Fact]
    public async Task An_answer_that_is_not_HTTP_is_502()
    {
        await using var backend = new WireBackend(WireBackend.Say("hello\r\n\r\n"));
        await using var gateway = await TestGateway.StartHealthyAsync([backend.Address]);

        (await gateway.SendAsync(HttpMethod.Post, "/api/orders")).StatusCode.ShouldBe(HttpStatusCode.BadGateway);
    }

    [Fact]
    public async Task A_client_that_goes_away_is_no_failure_of_the_target()
    {
        await using var backend = new WireBackend(WireBackend.HangAsync);
        await using var gateway = await TestGateway.StartHealthyAsync([backend.Address], settings => settings["Clock:Speed"] = "1");
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(gateway.Public.Host, gateway.Public.Port);
            await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes($"GET /api/orders HTTP/1.1\r\nHost: {TestRoutes.Shop}\r\n\r\n"));
            await Eventually.IsTrueAsync(() => gateway.Target("shop", "shop-a1").InFlight == 1 && backend.Requests == 1, because: "the request is in flight");
        }

        await Eventually.IsTrueAsync(() => gateway.Target("shop", "shop-a1").InFlight == 0, because: "the request was given up");
        gateway.Target("shop", "shop-a1").Status.State.ShouldBe(TargetState.Healthy);
        backend.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task A_stream_flows_event_by_event_and_its_head_at_once()
    {
        var next = new SemaphoreSlim(0);
        await using var backend = await Backend.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.Body.FlushAsync();
            for (var i = 1; i <= 3; i++)
            {
                await next.WaitAsync();
                await context.Response.WriteAsync($"data: {i}\n\n");
                await context.Response.Body.FlushAsync();
            }
        });
        await using var gateway = await TestGateway.StartHealthyAsync([backend.Address]);

        using var response = await gateway.Client.SendAsync(TestGateway.Request(HttpMethod.Get, "/api/orders"), HttpCompletionOption.ResponseHeadersRead)
            .WaitAsync(TimeSpan.FromSeconds(10));
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());

        for (var i = 1; i <= 3; i++)
        {
            next.Release();
            (await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(10))).ShouldBe($"data: {i}");
            await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(10));
        }

        (await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(10))).ShouldBeNull();
    }
}
