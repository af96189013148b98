using Amazon.SQS.Model;
using MyArch.Worker.Daemon.Redrive;
using MyArch.Worker.Daemon.Tests.Fixtures;

namespace MyArch.Worker.Daemon.Tests;

public sealed class RedriveTests(AwsEndpoint endpoint) : WorkerTest(endpoint)
{
    protected override int MaxReceiveCount => 1;

    [Fact]
    public async Task The_command_sends_dead_letters_again_and_they_are_handled()
    {
        var isDown = true;
        App.Answer = (_, _) => Task.FromResult(isDown ? 503 : 200);
        Start(("Sqsd:MaxRetries", "1"));
        for (var i = 0; i < 12; i++)
        {
            await Queue.SendAsync($"{i}", ("type", "OrderPlaced"));
        }

        await Eventually.BecomesAsync(async _ => await Queue.CountAsync(Queue.DeadLetters), static counts => counts == (12, 0));
        isDown = false;
        App.Deliveries.Clear();
        var settings = Settings();
        settings["Jobs:DeadLetterQueueUrl"] = Queue.DeadLetters.AbsoluteUri;

        (await WorkerProcess.RunAsync("Daemon", settings, "redrive")).ShouldContain("12 moved");
        await Queue.BecomesEmptyAsync();
        App.Deliveries.Select(static delivery => delivery.Body).Distinct().Count().ShouldBe(12);
        App.Deliveries.ShouldAllBe(static delivery => delivery.Headers["X-Aws-Sqsd-Attr-type"] == "OrderPlaced");
        (await WorkerProcess.RunAsync("Daemon", settings, "redrive")).ShouldContain("0 moved");
    }

    [Fact]
    public async Task A_message_that_could_not_be_deleted_is_not_sent_a_second_time()
    {
        await using var proxy = await HurriedQueue.StartAsync(Endpoint.Url, refusedDeletes: 3);
        await Queue.Sqs.SendMessageAsync(Queue.DeadLetters.AbsoluteUri, "once");
        using var sqs = proxy.Client();
        var redrive = new DeadLetterRedrive(sqs, Queue.DeadLetters.AbsoluteUri, Queue.Url.AbsoluteUri);

        await redrive.RunAsync(CancellationToken.None);

        (redrive.Moved, redrive.Doubled, redrive.Hidden).ShouldBe((1, 0, 0));
        (await Queue.CountAsync()).ShouldBe((1, 0));
        (await Queue.CountAsync(Queue.DeadLetters)).ShouldBe((0, 0));
    }

    [Fact]
    public async Task What_a_killed_run_has_received_is_told_by_the_next_one()
    {
        await Queue.Sqs.SendMessageAsync(Queue.DeadLetters.AbsoluteUri, "held");
        (await Queue.Sqs.ReceiveMessageAsync(new ReceiveMessageRequest(Queue.DeadLetters.AbsoluteUri) { VisibilityTimeout = 60 })).Messages.ShouldHaveSingleItem();
        var settings = Settings();
        settings["Jobs:DeadLetterQueueUrl"] = Queue.DeadLetters.AbsoluteUri;

        (await WorkerProcess.RunAsync("Daemon", settings, "redrive")).ShouldContain("0 moved, 0 refused by the queue, 0 sent but not deleted, 1 hidden by another run");
    }

    [Fact]
    public async Task Without_a_queue_of_dead_letters_the_command_says_what_is_missing() =>
        (await WorkerProcess.RunAsync("Daemon", Settings(), "redrive")).ShouldContain("Jobs:DeadLetterQueueUrl");
}
