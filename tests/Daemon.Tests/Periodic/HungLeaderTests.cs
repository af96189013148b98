using MyArch.Worker.Daemon.Tests.Fixtures;

namespace MyArch.Worker.Daemon.Tests.Periodic;

/// <summary>Takes up to a minute of waiting, and so has an endpoint of its own: other tests go on meanwhile.</summary>
[Collection(nameof(HungLeaderTests))]
public sealed class HungLeaderTests(AwsEndpoint endpoint) : PeriodicTest(endpoint), IClassFixture<AwsEndpoint>
{
    [Fact]
    public async Task A_leader_that_hangs_loses_the_lease_and_sends_nothing_when_it_goes_on()
    {
        // The real clock: a process of its own has no other. Every minute.
        await WriteCronAsync(("sweep", "* * * * *"));
        var settings = Settings("worker-a1", Redis.ConnectionString);
        settings["Sqsd:CronFile"] = CronFile;
        var first = Own(await WorkerProcess.StartAsync("Daemon", settings));
        await IsSentAsync(1);
        first.Server.Hang();
        settings["Instance:Id"] = "worker-b1";
        var before = Sent.Count();
        var second = Own(await WorkerProcess.StartAsync("Daemon", settings));
        await Eventually.IsTrueAsync(() => second.Server.Log.Contains("is the leader", StringComparison.Ordinal));
        // The second has sent a task that is due for the first too, which goes on now and believes to be the leader.
        await IsSentAsync(before + 1, TimeSpan.FromSeconds(90));
        first.Server.Resume();
        await Eventually.IsTrueAsync(() => first.Server.Log.Contains("is not the leader any more", StringComparison.Ordinal));
        await Queue.BecomesEmptyAsync();

        Sent.ShouldBe(Sent.Distinct());
    }
}
