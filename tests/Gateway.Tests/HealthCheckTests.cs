using Microsoft.Extensions.DependencyInjection;
using MyArch.Gateway.Targets;
using MyArch.Gateway.Tests.Fixtures;

namespace MyArch.Gateway.Tests;

public sealed class HealthCheckTests
{
    [Fact]
    public async Task A_new_target_is_checked_at_once_and_then_every_interval()
    {
        var time = new ManualTime();
        await using var backend = await Backend.StartAsync();
        await using var gateway = await TestGateway.StartHealthyAsync([backend.Address], settings =>
        {
            settings["Clock:Speed"] = "1";
            settings.Remove("TargetGroups:time:Targets:time-a1:Address");
            settings.Remove("TargetGroups:time:Targets:time-a1:Zone");
        }, services => services.AddSingleton<TimeProvider>(time));
        using var measured = new Measurements(GatewayMetrics.MeterName, gateway.Services);
        backend.Health = 503;

        await AdvanceAsync(backend, time);
        State(gateway).ShouldBe(TargetState.Healthy);
        await AdvanceAsync(backend, time);
        await gateway.BecomesAsync("shop", _ => State(gateway) == TargetState.Unhealthy, "the second failure counts");

        backend.Health = 200;
        for (var i = 1; i <= 4; i++)
        {
            await AdvanceAsync(backend, time);
            State(gateway).ShouldBe(TargetState.Unhealthy, $"after {i} passes");
        }

        await AdvanceAsync(backend, time);
        await gateway.BecomesAsync("shop", _ => State(gateway) == TargetState.Healthy, "the fifth pass counts");
        Checked("failed").ShouldBe(2);
        Checked("passed").ShouldBe(5);

        double Checked(string outcome) => measured.Sum("myarch.gateway.health_check.completed", "myarch.target_group=shop", "myarch.target.id=shop-a1", $"myarch.outcome={outcome}");
    }

    [Fact]
    public async Task A_target_that_answers_no_check_in_time_is_unhealthy_and_says_so()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        await using var gateway = await TestGateway.StartAsync(
            [new Uri($"http://{silent.LocalEndpoint}")], settings => settings["TargetGroups:shop:HealthCheck:Timeout"] = "00:00:02");

        await gateway.BecomesAsync("shop", _ => State(gateway) == TargetState.Unhealthy, "the target is unhealthy");

        gateway.Target("shop", "shop-a1").Status.Reason.ShouldBe("Target.Timeout: no answer to a health check within 2 s");
    }

    [Fact]
    public async Task A_target_that_was_registered_later_joins_after_its_first_pass()
    {
        await using var one = await Backend.StartAsync();
        await using var two = await Backend.StartAsync();
        await using var gateway = await TestGateway.StartHealthyAsync([one.Address]);

        gateway.Registry.Register(gateway.Registry.Find("shop")!, "shop-b1", two.Address, "b");
        await gateway.BecomesAsync("shop", group => group.Targets.Count == 2 && group.Targets[1].Status.State == TargetState.Healthy, "the new target is healthy");
        for (var i = 0; i < 4; i++)
        {
            await gateway.SendAsync(HttpMethod.Get, "/api/orders");
        }

        two.Seen.Count.ShouldBe(2);
    }

    private static int Paused(ManualTime time) => time.WaitingLongerThan(TimeSpan.FromSeconds(6));

    private static TargetState State(TestGateway gateway) => gateway.Target("shop", "shop-a1").Status.State;

    // When the loop pauses again (for longer than the 5 s of a time-out), the result of the check has been counted.
    private static async Task AdvanceAsync(Backend backend, ManualTime time)
    {
        await Eventually.IsTrueAsync(() => Paused(time) == 1, because: "the loop waits");
        var before = backend.Checks;
        time.AdvanceToNext();
        await Eventually.IsTrueAsync(() => backend.Checks == before + 1 && Paused(time) == 1, because: "the target was checked once");
    }
}
