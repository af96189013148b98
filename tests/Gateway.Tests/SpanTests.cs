using System.Diagnostics;
using System.Net;
using MyArch.Gateway.Tests.Fixtures;

namespace MyArch.Gateway.Tests;

/// <summary>What the span of a request, and the counter of requests, say of how it ended.</summary>
[Collection(TracingCollection.Name)]
public sealed class SpanTests : IDisposable
{
    private const string HalfAnAnswer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n";

    private readonly RecordedSpans _spans = new("Microsoft.AspNetCore");
    private readonly string _trace = ActivityTraceId.CreateRandom().ToHexString();

    public void Dispose() => _spans.Dispose();

    [Theory]
    [InlineData("target_closed_midway")]
    [InlineData("target_timeout")]
    [InlineData("deregistered")]
    public async Task An_answer_that_is_cut_off_midway_is_an_error_and_none_of_the_clients(string outcome)
    {
        var cut = new TaskCompletionSource();
        await using var backend = new WireBackend(async (stream, head, cancellationToken) =>
        {
            await WireBackend.Say(HalfAnAnswer)(stream, head, cancellationToken);
            await cut.Task.WaitAsync(cancellationToken);
        });
        await using var gateway = await TestGateway.StartHealthyAsync([backend.Address], settings =>
        {
            settings["TargetGroups:shop:DeregistrationDelay"] = "00:00:03";
            settings["Gateway:IdleTimeout"] = outcome == "target_timeout" ? "00:00:01" : "00:01:00";
        });
        using var measured = new Measurements(GatewayMetrics.MeterName, gateway.Services);

        using var response = await gateway.Client.SendAsync(Traced(HttpMethod.Get), HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        await body.ReadExactlyAsync(new byte[5]);
        switch (outcome)
        {
            case "target_closed_midway":
                cut.SetResult();
                break;
            case "deregistered":
                gateway.Registry.Find("shop")!.Deregister("shop-a1");
                break;
        }

        await Should.ThrowAsync<IOException>(async () => await body.CopyToAsync(Stream.Null));
        var span = await ServerSpanAsync();
        span.GetTagItem("myarch.outcome").ShouldBe(outcome);
        span.GetTagItem("error.type").ShouldBe(outcome);
        span.GetTagItem("myarch.target_group").ShouldBe("shop");
        span.Status.ShouldBe(ActivityStatusCode.Error);
        measured.Of("myarch.gateway.request.forwarded").ShouldHaveSingleItem().Attributes.ShouldContain($"myarch.outcome={outcome}");
    }

    [Fact]
    public async Task A_client_that_leaves_in_the_middle_of_an_answer_is_no_error()
    {
        await using var backend = new WireBackend(async (stream, head, cancellationToken) =>
        {
            await WireBackend.Say(HalfAnAnswer)(stream, head, cancellationToken);
            await WireBackend.HangAsync(stream, head, cancellationToken);
        });
        await using var gateway = await TestGateway.StartHealthyAsync([backend.Address]);
        using (var response = await gateway.Client.SendAsync(Traced(HttpMethod.Get), HttpCompletionOption.ResponseHeadersRead))
        {
            await (await response.Content.ReadAsStreamAsync()).ReadExactlyAsync(new byte[5]);
        }

        var span = await ServerSpanAsync();
        span.GetTagItem("myarch.outcome").ShouldBe("client_gone");
        span.GetTagItem("error.type").ShouldBeNull();
        span.Status.ShouldBe(ActivityStatusCode.Unset);
    }

    [Theory]
    [InlineData("no_target", 503)]
    [InlineData("body_too_large", 413)]
    [InlineData("upgrade", 400)]
    public async Task A_request_that_is_sent_to_no_target_says_for_whom_it_was_and_why(string outcome, int status)
    {
        await using var gateway = await TestGateway.StartAsync([], settings => settings["Gateway:MaxRequestBodyBytes"] = "1000");
        using var request = Traced(HttpMethod.Post);
        if (outcome == "body_too_large")
        {
            request.Content = new ByteArrayContent(new byte[1001]);
        }
        else if (outcome == "upgrade")
        {
            request.Headers.Add("Connection", "Upgrade");
            request.Headers.Add("Upgrade", "websocket");
        }

        using var response = await gateway.Client.SendAsync(request);

        ((int)response.StatusCode).ShouldBe(status);
        await IsRefusedAsync(outcome);
    }

    [Fact]
    public async Task A_request_too_many_says_so()
    {
        await using var backend = new WireBackend(WireBackend.HangAsync);
        await using var gateway = await TestGateway.StartHealthyAsync([backend.Address], settings => settings["Gateway:MaxRequestsInFlight"] = "1");
        using var stop = new CancellationTokenSource();
        var first = gateway.Client.SendAsync(TestGateway.Request(HttpMethod.Get, "/api/orders"), stop.Token);
        await Eventually.IsTrueAsync(() => backend.Requests == 1, because: "a request is in flight");

        using var response = await gateway.Client.SendAsync(Traced(HttpMethod.Get));

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await IsRefusedAsync("at_capacity");
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);
    }

    private async Task IsRefusedAsync(string outcome)
    {
        var span = await ServerSpanAsync();
        span.GetTagItem("myarch.target_group").ShouldBe("shop");
        span.GetTagItem("myarch.outcome").ShouldBe(outcome);
        span.GetTagItem("myarch.target.id").ShouldBeNull();
    }

    private HttpRequestMessage Traced(HttpMethod method)
    {
        var request = TestGateway.Request(method, "/api/orders");
        request.Headers.Add("traceparent", $"00-{_trace}-b7ad6b7169203331-01");
        return request;
    }

    private Task<Activity> ServerSpanAsync() => _spans.FindAsync(span => span.TraceId.ToHexString() == _trace, "the request's span has ended");
}
