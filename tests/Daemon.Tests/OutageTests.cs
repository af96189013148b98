using MyArch.CloudDefaults.Aws;
using MyArch.Worker.Daemon.Tests.Fixtures;

namespace MyArch.Worker.Daemon.Tests;

/// <summary>The endpoint is killed and comes back while messages are sent and handled.</summary>
public sealed class OutageTests(AwsEndpoint endpoint) : WorkerTest(endpoint)
{
    protected override int MaxReceiveCount => 100;

    [Fact]
    public async Task Every_message_that_was_sent_is_handled_and_the_queue_ends_empty()
    {
        var random = new Random(1);
        App.Answer = async (_, context) =>
        {
            // Some are at work, and some are being deleted, when it happens.
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(20)), context.RequestAborted);
            return 200;
        };
        // 300 s of visibility are 3 here, for what was received and never came.
        foreach (var id in (string[])["worker-a1", "worker-b1"])
        {
            Start(Settings(id), time: null, ("Clock:Speed", "100"));
        }

        List<string> sent = [];
        using var enough = new CancellationTokenSource();
        var sending = SendAsync(sent, enough.Token);
        for (var outage = 1; outage <= 2; outage++)
        {
            var seen = App.Deliveries.Count;
            await Eventually.IsTrueAsync(() => App.Deliveries.Count > seen + 100);
            await Endpoint.KillAsync();
            await Endpoint.StartAsync();
        }

        var before = App.Deliveries.Count;
        await Eventually.IsTrueAsync(() => App.Deliveries.Count > before + 100);
        await enough.CancelAsync();
        await sending;
        await Queue.BecomesEmptyAsync(TimeSpan.FromSeconds(60));

        sent.Except(App.Deliveries.Select(static delivery => delivery.Body)).ShouldBeEmpty();
        sent.Count.ShouldBeGreaterThan(200);
        (await Queue.CountAsync(Queue.DeadLetters)).ShouldBe((0, 0));
    }

    // Only what the endpoint has acknowledged counts as sent.
    private async Task SendAsync(List<string> sent, CancellationToken cancellationToken)
    {
        for (var number = 0; !cancellationToken.IsCancellationRequested; number++)
        {
            try
            {
                await Queue.SendAsync($"{number}");
                sent.Add($"{number}");
            }
            catch (Exception failure) when (AwsFailure.IsOne(failure))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), CancellationToken.None);
            }
        }
    }
}
