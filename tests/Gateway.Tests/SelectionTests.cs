using System.Net;
using MyArch.Gateway.Targets;
using MyArch.Gateway.Tests.Fixtures;

namespace MyArch.Gateway.Tests;

public sealed class SelectionTests
{
    [Fact]
    public async Task Concurrent_requests_are_shared_evenly_by_three_targets()
    {
        await using var one = await Backend.StartAsync();
        await using var two = await Backend.StartAsync();
        await using var three = await Backend.StartAsync();
        await using var gateway = await TestGateway.StartHealthyAsync([one.Address, two.Address, three.Address]);

        await Parallel.ForAsync(0, 3000, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (_, _) =>
        {
            using var response = await gateway.SendAsync(HttpMethod.Get, "/api/orders");
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        });

        foreach (var backend in new[] { one, two, three })
        {
            backend.Seen.Count.ShouldBeInRange(995, 1005);
        }
    }

    [Fact]
    public async Task An_unhealthy_target_gets_nothing()
    {
        await using var well = await Backend.StartAsync();
        await using var ill = await Backend.StartAsync();
        await using var gateway = await TestGateway.StartHealthyAsync([well.Address, ill.Address]);
        ill.Health = 503;
        await gateway.BecomesAsync("shop", group => group.Targets[1].Status.State == TargetState.Unhealthy, "the second target is unhealthy");

        for (var i = 0; i < 10; i++)
        {
            (await gateway.SendAsync(HttpMethod.Get, "/api/orders")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        well.Seen.Count.ShouldBe(10);
        ill.Seen.ShouldBeEmpty();
        gateway.Target("shop", "shop-a2").Status.Reason.ShouldBe("Target.ResponseCodeMismatch: health checks failed with code 503, not 200");
    }

    [Fact]
    public async Task When_all_are_unhealthy_all_get_requests()
    {
        await using var one = await Backend.StartAsync();
        await using var two = await Backend.StartAsync();
        await using var gateway = await TestGateway.StartHealthyAsync([one.Address, two.Address]);
        one.Health = two.Health = 503;
        await gateway.BecomesAsync("shop", group => group.Targets.All(target => target.Status.State == TargetState.Unhealthy), "all are unhealthy");

        for (var i = 0; i < 10; i++)
        {
            (await gateway.SendAsync(HttpMethod.Get, "/api/orders")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        one.Seen.Count.ShouldBe(5);
        two.Seen.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Without_a_registered_target_the_answer_is_503()
    {
        await using var gateway = await TestGateway.StartAsync([]);

        using var response = await gateway.SendAsync(HttpMethod.Get, "/api/orders");

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        response.Headers.GetValues("X-Instance").ShouldBe(["gateway"]);
        response.Headers.Contains("X-Zone").ShouldBeFalse();
    }

    [Fact]
    public async Task A_target_that_is_taken_away_finishes_what_it_began()
    {
        var arrived = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        await using var backend = await Backend.StartAsync(async context =>
        {
            arrived.SetResult();
            await release.Task;
            await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, "late");
        });
        await using var gateway = await TestGateway.StartHealthyAsync([backend.Address]);
        var answer = gateway.SendAsync(HttpMethod.Get, "/api/orders");
        await arrived.Task;

        var target = gateway.Target("shop", "shop-a1");
        gateway.Registry.Find("shop")!.Deregister("shop-a1").ShouldBeTrue();
        using var refused = await gateway.SendAsync(HttpMethod.Get, "/api/orders");

        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        target.Status.State.ShouldBe(TargetState.Draining);
        target.InFlight.ShouldBe(1);
        release.SetResult();
        (await (await answer).Content.ReadAsStringAsync()).ShouldBe("late");
        await Eventually.IsTrueAsync(() => target.InFlight == 0, because: "nothing is in flight any more");
    }

    [Fact]
    public async Task What_is_still_in_flight_after_the_deregistration_delay_is_cut_off()
    {
        await using var backend = new WireBackend(WireBackend.HangAsync);
        await using var gateway = await TestGateway.StartHealthyAsync([backend.Address], settings => settings["TargetGroups:shop:DeregistrationDelay"] = "00:00:03");
        var answer = gateway.SendAsync(HttpMethod.Get, "/api/orders");
        await Eventually.IsTrueAsync(() => backend.Requests == 1);

        gateway.Registry.Find("shop")!.Deregister("shop-a1");

        (await answer).StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        await gateway.BecomesAsync("shop", group => group.Targets.Count == 0, "the target is gone");
    }
}
