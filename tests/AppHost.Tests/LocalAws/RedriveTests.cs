using Amazon.SQS.Model;
using MyArch.AppHost.LocalAws;
using MyArch.Worker.Daemon.Redrive;

namespace MyArch.AppHost.Tests.LocalAws;

public sealed class RedriveTests
{
    [Fact]
    public async Task Dead_letters_go_back_with_their_attributes_and_are_counted()
    {
        await using var test = new AwsApplication();
        await test.StartHealthyAsync();
        string[] bodies = [.. Enumerable.Range(0, 25).Select(static number => $$"""{"number":{{number}},"name":"Zoë"}""")];
        await test.SendAsync(test.DeadLetters, bodies);
        (await test.ExecuteAsync("jobs", RedriveCommand.Name)).ShouldSatisfyAllConditions(
            static result => result.Success.ShouldBeTrue(),
            static result => result.Message.ShouldBe("25 moved."));
        var messages = await test.ReceiveAllAsync(test.Jobs);
        messages.Select(static message => message.Body).ShouldBe(bodies, ignoreOrder: true);
        messages.ShouldAllBe(static message => message.MessageAttributes["type"].StringValue == "OrderPlaced");
        (await test.ExecuteAsync("jobs", RedriveCommand.Name)).Message.ShouldBe("0 moved.");
    }

    [Fact]
    public async Task Two_runs_at_once_move_each_message_once()
    {
        await using var test = new AwsApplication();
        await test.StartHealthyAsync();
        await test.SendAsync(test.DeadLetters, Enumerable.Range(0, 60).Select(static number => $"{number}"));
        var results = await Task.WhenAll(test.ExecuteAsync("jobs", RedriveCommand.Name), test.ExecuteAsync("jobs", RedriveCommand.Name));
        // The first to end may say that the other one has messages in hand.
        results.ShouldContain(static result => result.Success);
        results.Sum(static result => int.Parse(result.Message!.Split(' ')[0])).ShouldBe(60);
        (await test.ReceiveAllAsync(test.Jobs)).Select(static message => message.Body).ShouldBe(Enumerable.Range(0, 60).Select(static number => $"{number}"), ignoreOrder: true);
    }

    [Fact]
    public async Task Messages_too_large_to_travel_together_travel_alone()
    {
        await using var test = new AwsApplication();
        await test.StartHealthyAsync();
        await test.SendAsync(test.DeadLetters, Enumerable.Range(0, 12).Select(static number => new string((char)('a' + number), 200_000)));
        (await test.ExecuteAsync("jobs", RedriveCommand.Name)).Message.ShouldBe("12 moved.");
        (await test.ReceiveAllAsync(test.Jobs)).Select(static message => message.Body[0]).Order().ShouldBe("abcdefghijkl");
    }

    [Fact]
    public async Task A_message_that_the_queue_refuses_stays_a_dead_letter()
    {
        await using var test = new AwsApplication();
        await test.StartHealthyAsync();
        using var client = test.Aws.Resource.CreateQueueClient();
        await client.SetQueueAttributesAsync(await test.Jobs.Resource.Url.GetValueAsync(test.Deadline), new() { ["MaximumMessageSize"] = "1024" }, test.Deadline);
        await test.SendAsync(test.DeadLetters, ["small", new string('x', 2000)]);
        var result = await test.ExecuteAsync("jobs", RedriveCommand.Name);
        (result.Success, result.Message).ShouldBe((false, "1 moved. 1 refused by the queue, still dead letters."));
        var left = await Eventually.BecomesAsync(_ => test.ReceiveAllAsync(test.DeadLetters), static messages => messages.Count > 0, because: "the refused one can be seen again");
        left.ShouldHaveSingleItem().Body.Length.ShouldBe(2000);
    }

    [Fact]
    public async Task Messages_that_fail_again_at_once_do_not_keep_it_going()
    {
        await using var test = new AwsApplication(maxReceiveCount: 1);
        await test.StartHealthyAsync();
        await test.SendAsync(test.DeadLetters, Enumerable.Range(0, 30).Select(static number => $"{number}"));
        using var failing = new CancellationTokenSource();
        using var client = test.Aws.Resource.CreateQueueClient();
        var queue = await test.Jobs.Resource.Url.GetValueAsync(test.Deadline);
        var handler = Task.Run(async () =>
        {
            while (!failing.IsCancellationRequested)
            {
                await client.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { MaxNumberOfMessages = 10, VisibilityTimeout = 0 }, test.Deadline);
            }
        });
        (await test.ExecuteAsync("jobs", RedriveCommand.Name)).Message.ShouldBe("30 moved.");
        await failing.CancelAsync();
        await handler;
    }

    [Fact]
    public async Task An_outage_is_told_and_a_repeat_moves_the_rest()
    {
        await using var test = new AwsApplication();
        await test.StartHealthyAsync();
        await test.SendAsync(test.DeadLetters, ["one"]);
        var from = (await test.DeadLetters.Resource.Url.GetValueAsync(test.Deadline))!;
        using var client = test.Aws.Resource.CreateQueueClient();
        var redrive = new DeadLetterRedrive(client, from, from.Replace("jobs-dlq", "nowhere", StringComparison.Ordinal));
        await Should.ThrowAsync<QueueDoesNotExistException>(() => redrive.RunAsync(test.Deadline));
        redrive.Moved.ShouldBe(0);

        // What was on its way is a dead letter again.
        await Eventually.BecomesAsync(_ => test.ExecuteAsync("jobs", RedriveCommand.Name), static result => result.Message == "1 moved.", because: "the rest is moved");
    }
}
