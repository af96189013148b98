using System.Globalization;
using StackExchange.Redis;

namespace MyArch.Worker.Daemon.Tests.Periodic;

public sealed class PeriodicTaskTests(AwsEndpoint endpoint) : PeriodicTest(endpoint)
{
    [Fact]
    public async Task A_task_is_posted_with_an_empty_body_and_its_headers()
    {
        Start("worker-a1");
        await IsSentAsync(1);

        var delivery = App.Deliveries.ShouldHaveSingleItem();
        (delivery.Path, delivery.Body).ShouldBe(("/sweep", ""));
        delivery.Headers["X-Aws-Sqsd-Taskname"].ShouldBe("sweep");
        delivery.Headers["X-Aws-Sqsd-Scheduled-At"].ShouldBe(Missed);
        delivery.Headers["X-Aws-Sqsd-Sender-Id"].ShouldNotBeEmpty();
        delivery.Headers.Keys.Where(static name => name.StartsWith("X-Aws-Sqsd-Attr-", StringComparison.OrdinalIgnoreCase)).ShouldBe(["X-Aws-Sqsd-Attr-sent-at"], Case.Insensitive);
        DateTimeOffset.Parse(delivery.Headers["X-Aws-Sqsd-Attr-sent-at"], CultureInfo.InvariantCulture).ShouldBe(new DateTimeOffset(2026, 1, 1, 12, 1, 0, TimeSpan.Zero), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Of_several_workers_one_sends_a_task_once_and_another_takes_over()
    {
        var leader = Start("worker-a1");
        await IsSentAsync(1);
        Start("worker-a2");
        Start("worker-b1");
        SetClock("2026-01-01T12:10:01Z");
        await IsSentAsync(2);
        await leader.DisposeAsync();
        SetClock("2026-01-01T12:20:01Z");
        await IsSentAsync(3);

        Sent.ShouldBe([Missed, "2026-01-01T12:10:00Z", "2026-01-01T12:20:00Z"]);
    }

    [Fact]
    public async Task A_task_that_was_missed_too_long_ago_is_not_made_up_for()
    {
        SetClock("2026-01-01T12:05:01Z");
        Start("worker-a1");
        await IsLeaderAsync();
        SetClock("2026-01-01T12:10:00Z");
        await IsSentAsync(1);

        Sent.ShouldBe(["2026-01-01T12:10:00Z"]);
    }

    [Fact]
    public async Task A_jump_of_the_clock_over_many_times_sends_one_and_a_jump_back_sends_nothing_twice()
    {
        await WriteCronAsync(("sweep", "*/10 * * * *"), ("other", "2 12 * * *"));
        SetClock("2026-01-01T12:01:00Z");
        Start("worker-a1");
        await IsSentAsync(1);
        SetClock("2026-01-01T20:01:00Z");
        await IsSentAsync(2);
        // Back over both: what was sent is known. The other task is due then only, so that the clock was surely looked at.
        SetClock("2026-01-01T12:02:30Z");
        await Eventually.IsTrueAsync(() => App.Deliveries.Any(static delivery => delivery.Path == "/other"));
        SetClock("2026-01-01T12:10:00Z");
        await IsSentAsync(3);

        Sent.ShouldBe([Missed, "2026-01-01T20:00:00Z", "2026-01-01T12:10:00Z"]);
    }

    [Fact]
    public async Task A_leader_that_died_between_claim_and_send_is_followed_by_one_that_sends()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(Redis.ConnectionString);
        var claim = ClaimOf(Missed);
        await redis.GetDatabase().StringSetAsync(claim, "the dead", TimeSpan.FromMinutes(5), When.Always);
        // The second one of the file is sent after the first has been looked at, and arrives.
        await WriteCronAsync(("sweep", "*/10 * * * *"), ("other", "*/10 * * * *"));
        Start("worker-a1");
        await Eventually.IsTrueAsync(() => App.Deliveries.Any(static delivery => delivery.Path == "/other"));
        await Queue.BecomesEmptyAsync();
        Sent.ShouldBeEmpty("the task is claimed");
        await redis.GetDatabase().KeyDeleteAsync(claim);

        await IsSentAsync(1);
        Sent.ShouldBe([Missed]);
    }

    [Fact]
    public async Task Without_Redis_messages_go_on_and_tasks_come_when_it_is_back()
    {
        Redis.Process.Kill();
        var daemon = Start("worker-a1");
        await Queue.SendAsync("message");
        await Queue.BecomesEmptyAsync();
        App.Deliveries.ShouldHaveSingleItem().Body.ShouldBe("message");
        (await daemon.StateAsync()).Paused.ShouldBeFalse();

        await Redis.StartAsync();
        await IsSentAsync(1);
        Redis.Process.Kill();
        await Queue.SendAsync("another");
        await Queue.BecomesEmptyAsync();
        await Redis.StartAsync();
        SetClock("2026-01-01T12:10:00Z");
        await IsSentAsync(2);
    }

    [Fact]
    public async Task A_task_that_the_queue_did_not_take_is_sent_when_it_does()
    {
        using var measured = new Measurements(DaemonMetrics.Name);
        await Endpoint.KillAsync();
        Start("worker-a1");
        await Eventually.IsTrueAsync(() => Measured("failed") > 0, because: "it was tried");
        await Endpoint.StartAsync();
        await IsSentAsync(1);

        Sent.ShouldBe([Missed]);
        await Eventually.IsTrueAsync(() => Measured("sent") == 1, because: "the message may be here before its sender has the answer");

        double Measured(string outcome) =>
            measured.Sum("myarch.daemon.task.sent", $"messaging.destination.name={Queue.Url.Segments[^1]}", "myarch.task=sweep", $"myarch.outcome={outcome}");
    }
}
