using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using MyArch.Gateway.Tests.Fixtures;

namespace MyArch.Gateway.Tests;

public sealed partial class MetricsTests
{
    private const string Hosting = "Microsoft.AspNetCore.Hosting";
    private const string Duration = "http.server.request.duration";

    [Fact]
    public async Task Requests_are_counted_by_target_and_by_how_they_ended()
    {
        await using var closing = new WireBackend(WireBackend.CloseAsync);
        await using var good = await Backend.StartAsync();
        await using var gateway = await TestGateway.StartHealthyAsync([closing.Address, good.Address], settings => settings["Clock:Speed"] = "1");
        using var measured = new Measurements(GatewayMetrics.MeterName, gateway.Services);

        await gateway.SendAsync(HttpMethod.Get, "/api/orders");
        await gateway.SendAsync(HttpMethod.Get, "/api/orders");
        await gateway.SendAsync(HttpMethod.Get, "/api/nothing");
        // A forwarded request is counted when its answer has gone out, so a moment later.
        await Eventually.IsTrueAsync(() => measured.Of("myarch.gateway.request.forwarded").Count == 3, because: "all are counted");
        measured.Observe();

        var lines = measured.All.Select(static one => one.ToString()).ToList();
        lines.ShouldContain($"myarch.gateway.request.forwarded 1 {Target("shop-a1")} myarch.target.choice=round-robin myarch.outcome=target_closed");
        lines.ShouldContain("myarch.gateway.request.retried 1 myarch.target_group=shop myarch.outcome=target_closed");
        lines.ShouldContain($"myarch.gateway.request.forwarded 1 {Target("shop-a2")} myarch.target.choice=retry myarch.outcome=ok");
        lines.ShouldContain($"myarch.gateway.request.forwarded 1 {Target("shop-a2")} myarch.target.choice=round-robin myarch.outcome=ok");
        lines.ShouldContain("myarch.gateway.request.rejected 1 http.response.status_code=404");
        lines.ShouldContain("myarch.gateway.target.count 2 myarch.target_group=shop myarch.target.state=healthy");
        lines.ShouldContain($"myarch.gateway.request.active 0 {Target("shop-a1")}");
        measured.Instruments.Count.ShouldBe(7);
        measured.Instruments.ShouldAllBe(instrument => InstrumentName().IsMatch(instrument.Name) && instrument.Unit!.Length > 0 && instrument.Description!.Length > 0);

        static string Target(string id) => $"myarch.target_group=shop myarch.target.id={id} myarch.target.zone=a";
    }

    [Fact]
    public async Task The_duration_of_a_request_is_measured_by_its_route()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await TestGateway.StartHealthyAsync([backend.Address]);
        using var measured = new Measurements(Hosting, gateway.Services);

        await gateway.SendAsync(HttpMethod.Get, "/api/time", host: TestRoutes.Time);

        await Eventually.IsTrueAsync(() => measured.Of(Duration, "http.route=/api/time/{**path}").Count == 1, because: "the request's duration has its route");
    }

    [Fact]
    public async Task How_long_somebody_looks_at_a_stream_is_no_duration_of_a_request()
    {
        await using var backend = await Backend.StartAsync(static context =>
        {
            context.Response.ContentType = context.Request.Path == "/api/orders/stream" ? "text/event-stream" : "text/plain";
            return context.Response.WriteAsync("data: 1\n\n");
        });
        await using var gateway = await TestGateway.StartHealthyAsync([backend.Address]);
        using var measured = new Measurements(Hosting, gateway.Services);

        await gateway.SendAsync(HttpMethod.Get, "/api/orders/stream");
        // Over the same connection, so when it is measured the stream would have been.
        await gateway.SendAsync(HttpMethod.Post, "/api/orders");
        await Eventually.IsTrueAsync(() => measured.Of(Duration, "http.request.method=POST").Count == 1, because: "the next request is measured");

        measured.Of(Duration).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_look_at_the_target_groups_is_no_request_of_a_visitor()
    {
        await using var gateway = await TestGateway.StartAsync([]);
        using var measured = new Measurements(Hosting, gateway.Services);
        using var client = new HttpClient { BaseAddress = gateway.Internal, DefaultRequestHeaders = { { "Authorization", $"Bearer {TestGateway.AppHost}" } } };

        (await client.GetStringAsync(new Uri("/elb/target-groups", UriKind.Relative))).ShouldContain("shop");
        // Over the same connection, so when it is measured the look would have been.
        await client.GetAsync(new Uri("/elb/nothing", UriKind.Relative));
        await Eventually.IsTrueAsync(() => measured.Of(Duration, "http.response.status_code=404").Count == 1, because: "the next request is measured");

        measured.Of(Duration).ShouldHaveSingleItem();
    }

    [GeneratedRegex(@"^myarch\.gateway(\.[a-z_]+){2}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InstrumentName();
}
