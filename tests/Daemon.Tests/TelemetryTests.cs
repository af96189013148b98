using System.Diagnostics;
using Amazon.SQS.Model;
using MyArch.Worker.Daemon.Delivery;
using MyArch.Worker.Daemon.Tests.Fixtures;

namespace MyArch.Worker.Daemon.Tests;

public sealed class TelemetryTests(AwsEndpoint endpoint) : WorkerTest(endpoint)
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    protected override int MaxReceiveCount => 2;

    private string Queued => $"messaging.destination.name={Queue.Url.Segments[^1]}";

    [Fact]
    public async Task The_process_span_is_a_child_of_the_send_span_and_the_post_goes_on_with_it()
    {
        using var spans = new RecordedSpans(DaemonMetrics.Name);
        App.Answer = static (delivery, _) => Task.FromResult(delivery.Count == 1 ? 503 : 200);
        Start();
        var sent = await Queue.SendAsync("\"\u00fc\"", ("type", "OrderPlaced"), ("traceparent", Parent));
        await Queue.BecomesEmptyAsync();

        spans.Ended.Count.ShouldBe(2);
        foreach (var span in spans.Ended)
        {
            span.DisplayName.ShouldBe($"process {Queue.Url.Segments[^1]}");
            span.Kind.ShouldBe(ActivityKind.Consumer);
            span.TraceId.ToString().ShouldBe("0af7651916cd43dd8448eb211c80319c");
            span.ParentSpanId.ToString().ShouldBe("b7ad6b7169203331");
            span.GetTagItem("messaging.system").ShouldBe("aws_sqs");
            span.GetTagItem("messaging.message.id").ShouldBe(sent.MessageId);
            span.GetTagItem("messaging.message.body.size").ShouldBe(4, "bytes, of which the letter is two");
            span.GetTagItem("myarch.job.type").ShouldBe("OrderPlaced");
        }

        spans.Ended.Select(static span => (span.Status, span.GetTagItem("error.type"), span.GetTagItem("myarch.job.redeliveries")))
            .ShouldBe([(ActivityStatusCode.Error, "503", (object)0), (ActivityStatusCode.Unset, null, 1)]);
        App.Deliveries.Select(static delivery => delivery.Headers["traceparent"]).Zip(spans.Ended).ShouldAllBe(static pair => pair.First.StartsWith($"00-{pair.Second.TraceId}-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_telemetry_the_senders_context_is_handed_on()
    {
        Start();
        await Queue.SendAsync("{}", ("traceparent", Parent));
        await Queue.BecomesEmptyAsync();

        App.Deliveries.ShouldHaveSingleItem().Headers["traceparent"].ShouldBe(Parent);
    }

    [Fact]
    public async Task What_is_measured_says_what_happened()
    {
        using var measured = new Measurements(DaemonMetrics.Name);
        App.Answer = static (delivery, _) => Task.FromResult(delivery.Body == "bad" ? 422 : 200);
        Start(("Sqsd:MaxRetries", "2"));
        await Queue.SendAsync("good", ("type", "OrderPlaced"));
        await Queue.SendAsync("bad", ("type", "../made up \U0001F600"[..10]));
        await Eventually.BecomesAsync(async _ => await Queue.CountAsync(Queue.DeadLetters), static counts => counts == (1, 0));
        await Eventually.IsTrueAsync(
            () => measured.Sum("myarch.daemon.message.active", Queued) == 0 && measured.Of("myarch.daemon.message.done", Queued).Count == 1, because: "the daemon is through with both");

        measured.Sum("messaging.client.consumed.messages", Queued, "messaging.system=aws_sqs", "messaging.operation.name=receive").ShouldBe(3);
        measured.Of("messaging.client.operation.duration", Queued, "messaging.system=aws_sqs", "messaging.operation.name=receive").ShouldNotBeEmpty();
        measured.Sum("myarch.daemon.delivery.completed", Queued, "myarch.job.type=OrderPlaced", "myarch.outcome=done").ShouldBe(1);
        measured.Sum("myarch.daemon.delivery.completed", Queued, "myarch.job.type=other", "myarch.outcome=refused").ShouldBe(2);
        measured.Sum("myarch.daemon.message.dead_lettered", Queued, "myarch.job.type=other").ShouldBe(1);
        measured.Sum("myarch.daemon.message.active", Queued).ShouldBe(0);
        measured.Of("messaging.process.duration", Queued, "messaging.system=aws_sqs", "messaging.operation.name=process").Count.ShouldBe(3);
        measured.Of("messaging.process.duration", "error.type=422").Count.ShouldBe(2);
        measured.Of("myarch.daemon.message.age", Queued).Count.ShouldBe(2);
        measured.Of("myarch.daemon.message.done", Queued, "myarch.job.type=OrderPlaced").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Whatever_a_sender_calls_his_message_telemetry_stays_short()
    {
        using var spans = new RecordedSpans(DaemonMetrics.Name);
        var type = "first line\nsecond line " + new string('x', 100_000);
        Start();
        await Queue.SendAsync("{}", ("type", type));
        await Queue.BecomesEmptyAsync();

        await Eventually.IsTrueAsync(() => spans.Ended.Count > 0);
        spans.Ended.ShouldHaveSingleItem().GetTagItem("myarch.job.type").ShouldBe("other");
        var label = new Job(new Message { MessageAttributes = new() { ["type"] = new() { DataType = "String", StringValue = type } } }).Label!;
        label.ShouldStartWith("first line second line xxx");
        label.Length.ShouldBe(61);
    }

    [Fact]
    public async Task Calls_that_the_queue_does_not_answer_are_measured_with_what_was_wrong()
    {
        using var measured = new Measurements(DaemonMetrics.Name);
        var killed = 0;
        App.Answer = async (_, _) =>
        {
            if (Interlocked.Exchange(ref killed, 1) == 0)
            {
                await Endpoint.KillAsync();
            }

            return 200;
        };
        Start();
        await Queue.SendAsync("{}");
        try
        {
            foreach (var operation in (string[])["receive", "delete"])
            {
                await Eventually.IsTrueAsync(() => Failed("myarch.daemon.settlement.failed", operation), because: $"a {operation} has failed");
            }

            Failed("messaging.client.operation.duration", "receive").ShouldBeTrue();
        }
        finally
        {
            await Endpoint.StartAsync();
        }

        await Queue.BecomesEmptyAsync();

        bool Failed(string instrument, string operation) => measured.Of(instrument, Queued, $"messaging.operation.name={operation}")
            .Any(static one => one.Attributes.Any(static attribute => attribute.StartsWith("error.type=", StringComparison.Ordinal)));
    }
}
