using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MyArch.Worker.Daemon.Tests.Fixtures;

namespace MyArch.Worker.Daemon.Tests;

/// <summary>The end of a daemon in its three forms: told to stop, killed, frozen.</summary>
public sealed class StopTests(AwsEndpoint endpoint) : WorkerTest(endpoint)
{
    private readonly TaskCompletionSource _release = new();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        App.Answer = async (delivery, context) =>
        {
            if (delivery is { Body: "slow", Count: 1 })
            {
                await _release.Task.WaitAsync(context.RequestAborted);
            }

            return 200;
        };
    }

    [Fact]
    public async Task What_cannot_finish_in_time_is_another_daemons_at_once()
    {
        var daemon = Own(await WorkerProcess.StartAsync("Daemon", Settings()));
        await Queue.SendAsync("slow");
        await Eventually.IsTrueAsync(() => App.Busy == 1);
        daemon.Stop();
        await Eventually.IsTrueAsync(() => daemon.Server.HasExited);
        daemon.Server.Log.ShouldContain("1 messages are not finished");

        // Its visibility timeout is 300 s.
        Start(Settings("worker-a2"), time: null);
        await Queue.BecomesEmptyAsync();
        App.Deliveries.Select(static delivery => delivery.Count).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task What_can_finish_in_time_is_finished_and_deleted()
    {
        var settings = Settings();
        settings["Drain:Timeout"] = "00:00:03.5";
        var daemon = Own(await WorkerProcess.StartAsync("Daemon", settings));
        await Queue.SendAsync("slow");
        await Eventually.IsTrueAsync(() => App.Busy == 1);
        daemon.Stop();
        await Eventually.IsTrueAsync(() => daemon.Server.Log.Contains("Application is shutting down", StringComparison.Ordinal));
        _release.SetResult();
        await Eventually.IsTrueAsync(() => daemon.Server.HasExited);

        (await Queue.CountAsync()).ShouldBe((0, 0));
        daemon.Server.Log.ShouldNotContain("not finished");
    }

    [Fact]
    public async Task A_host_that_is_told_to_stop_again_when_it_is_disposed_already_ends_in_order()
    {
        var daemon = Start();
        var services = daemon.Services.GetServices<IHostedService>().ToList();
        await daemon.DisposeAsync();

        foreach (var service in services)
        {
            await service.StopAsync(CancellationToken.None);
            await ((service as IHostedLifecycleService)?.StoppedAsync(CancellationToken.None) ?? Task.CompletedTask);
        }
    }

    [Fact]
    public async Task An_idle_daemon_stops_without_waiting_for_its_long_poll()
    {
        var settings = Settings();
        settings["Sqsd:WaitTimeSeconds"] = "20";
        var daemon = Own(await WorkerProcess.StartAsync("Daemon", settings));
        await Queue.SendAsync("it polls");
        await Queue.BecomesEmptyAsync();
        var watch = Stopwatch.StartNew();
        daemon.Stop();
        await Eventually.IsTrueAsync(() => daemon.Server.HasExited);

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task A_daemon_that_is_killed_in_the_middle_of_a_message_leaves_it_to_another_one()
    {
        // 300 s of visibility are 3 here.
        var settings = Settings();
        (settings["Clock:Speed"], settings["Sqsd:InactivityTimeout"]) = ("100", "100");
        var daemon = Own(await WorkerProcess.StartAsync("Daemon", settings));
        await Queue.SendAsync("slow");
        await Eventually.IsTrueAsync(() => App.Deliveries.Count == 1);
        daemon.Server.Kill();
        Start(Settings("worker-a2"), time: null);
        await Queue.BecomesEmptyAsync();

        App.Deliveries.Select(static delivery => (delivery.Body, delivery.Count)).ShouldBe([("slow", 1), ("slow", 2)]);
    }

    [Fact]
    public async Task An_app_that_is_killed_in_the_middle_of_a_message_gets_it_again_when_it_is_back()
    {
        var orders = await AppStub.StartAsync();
        Own(orders);
        var hold = new TaskCompletionSource();
        orders.Answer = async (delivery, context) =>
        {
            await (orders.Deliveries.Count == 1 ? hold.Task.WaitAsync(context.RequestAborted) : Task.CompletedTask);
            return 200;
        };
        var app = $"http://127.0.0.1:{FreePort.Find()}";
        using var storage = new TemporaryDirectory();
        var handlers = HandlersSettings(app, orders.Address, storage.Path);
        var first = Own(await WorkerProcess.StartAsync("Handlers", handlers));
        Start(("Sqsd:AppUrl", app));
        await Queue.SendAsync(
            """{"orderId":"o-1","customer":{"id":"c","name":"Ada","email":"ada@example.org","address":"Street 1"},"lines":[{"productId":7,"quantity":1,"unitPriceCents":990}],"placedAt":"2026-01-01T00:00:00+00:00"}""",
            ("type", "OrderPlaced"));
        await Eventually.IsTrueAsync(() => orders.Busy == 1);
        first.Server.Kill();
        Own(await WorkerProcess.StartAsync("Handlers", handlers));
        await Queue.BecomesEmptyAsync();

        orders.Deliveries.Count.ShouldBe(2);
        orders.Deliveries.Select(static delivery => (delivery.Path, delivery.Body)).Distinct().ShouldHaveSingleItem().Path.ShouldBe("/internal/orders/o-1");
    }
}
