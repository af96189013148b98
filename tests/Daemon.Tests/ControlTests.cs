using System.Diagnostics;
using System.Net;
using MyArch.Worker.Daemon.Tests.Fixtures;

namespace MyArch.Worker.Daemon.Tests;

public sealed class ControlTests(AwsEndpoint endpoint) : WorkerTest(endpoint)
{
    [Fact]
    public async Task After_a_pause_nothing_new_is_pulled_and_after_a_resume_it_is()
    {
        var daemon = Start();
        await Queue.SendAsync("before");
        await Queue.BecomesEmptyAsync();

        (await daemon.PauseAsync()).Paused.ShouldBeTrue();
        await Queue.SendAsync("while paused");
        var watch = Stopwatch.StartNew();
        await Eventually.IsTrueAsync(async _ =>
        {
            (await Queue.CountAsync()).ShouldBe((1, 0));
            return watch.Elapsed > TimeSpan.FromSeconds(2);
        });
        (await daemon.ResumeAsync()).Paused.ShouldBeFalse();
        await Queue.BecomesEmptyAsync();

        App.Deliveries.Select(static delivery => (delivery.Body, delivery.Count)).ShouldBe([("before", 1), ("while paused", 1)]);
    }

    [Fact]
    public async Task A_pause_does_not_wait_for_a_long_poll()
    {
        var daemon = Start(("Sqsd:WaitTimeSeconds", "20"));
        await Queue.SendAsync("it polls");
        await Queue.BecomesEmptyAsync();
        var watch = Stopwatch.StartNew();
        await daemon.PauseAsync();

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(12));
    }

    [Fact]
    public async Task What_is_at_work_goes_on_while_the_daemon_is_paused()
    {
        var release = new TaskCompletionSource();
        App.Answer = async (_, _) =>
        {
            await release.Task;
            return 200;
        };
        var daemon = Start();
        await Queue.SendAsync("{}");
        await Eventually.IsTrueAsync(() => App.Busy == 1);

        (await daemon.PauseAsync()).InFlight.ShouldBe(1);
        release.SetResult();
        await Eventually.BecomesAsync(async _ => await daemon.StateAsync(), static state => state is { InFlight: 0, Paused: true });
        (await Queue.CountAsync()).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Pausing_and_resuming_again_and_again_under_load_loses_nothing()
    {
        // A poll that a pause cuts off may have been given a message, which is hidden for 300 s then: 3 here.
        var daemon = Start(("Clock:Speed", "100"));
        for (var i = 0; i < 10; i++)
        {
            await Queue.SendAsync($"{i}");
            await (i % 2 == 0 ? daemon.PauseAsync() : daemon.ResumeAsync());
        }

        await daemon.ResumeAsync();
        await Queue.BecomesEmptyAsync();
        App.Deliveries.Select(static delivery => delivery.Body).Distinct().Count().ShouldBe(10);
    }

    [Theory]
    [InlineData("GET", "instance")]
    [InlineData("POST", "pause")]
    [InlineData("POST", "resume")]
    public async Task Only_who_knows_the_internal_secret_is_answered(string method, string path)
    {
        var daemon = Start();
        foreach (var secret in (string?[])[null, "wrong", DaemonSettings.Secret])
        {
            using var client = daemon.Client(secret);
            using var response = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
            response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        (await daemon.StateAsync()).ShouldSatisfyAllConditions(
            static state => state.Id.ShouldBe("worker-a1"), static state => state.Zone.ShouldBe("a"), static state => state.Paused.ShouldBeFalse());
    }
}
