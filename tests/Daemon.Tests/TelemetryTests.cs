using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Amazon.SQS.Model;
using MyArch.Worker.Daemon.Delivery;
using MyArch.Worker.Daemon.Tests.Fixtures;

namespace MyArch.Worker.Daemon.Tests;

public sealed class TelemetryTests(AwsEndpoint endpoint) : WorkerTest(endpoint)
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    protected override int MaxReceiveCount => 2;

    [Fact]
    public async Task The_process_span_is_a_child_of_the_send_span_and_the_post_goes_on_with_it()
    {
        ConcurrentQueue<Activity> spans = [];
        using var listener = Listen(spans);
        App.Answer = static (delivery, _) => Task.FromResult(delivery.Count == 1 ? 503 : 200);
        Start();
        var sent = await Queue.SendAsync("{}", ("type", "OrderPlaced"), ("traceparent", Parent));
        await Queue.BecomesEmptyAsync();

        spans.Count.ShouldBe(2);
        foreach (var span in spans)
        {
            span.DisplayName.ShouldBe($"process {Queue.Url.Segments[^1]}");
            span.Kind.ShouldBe(ActivityKind.Consumer);
            span.TraceId.ToString().ShouldBe("0af7651916cd43dd8448eb211c80319c");
            span.ParentSpanId.ToString().ShouldBe("b7ad6b7169203331");
            span.GetTagItem("messaging.system").ShouldBe("aws_sqs");
            span.GetTagItem("messaging.message.id").ShouldBe(sent.MessageId);
            span.GetTagItem("myarch.job.type").ShouldBe("OrderPlaced");
        }

        spans.Select(static span => (span.Status, span.GetTagItem("error.type"), span.GetTagItem("myarch.job.redeliveries")))
            .ShouldBe([(ActivityStatusCode.Error, "503", (object)0), (ActivityStatusCode.Unset, null, 1)]);
        App.Deliveries.Select(static delivery => delivery.Headers["traceparent"]).Zip(spans).ShouldAllBe(static pair => pair.First.StartsWith($"00-{pair.Second.TraceId}-", StringComparison.Ordinal));
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
        ConcurrentQueue<(string Name, double Value, string Tags)> measured = [];
        using var listener = Measure(measured);
        App.Answer = static (delivery, _) => Task.FromResult(delivery.Body == "bad" ? 422 : 200);
        Start(("Sqsd:MaxRetries", "2"));
        await Queue.SendAsync("good", ("type", "OrderPlaced"));
        await Queue.SendAsync("bad", ("type", "../made up \U0001F600"[..10]));
        await Eventually.BecomesAsync(async _ => await Queue.CountAsync(Queue.DeadLetters), static counts => counts == (1, 0));
        await Eventually.IsTrueAsync(() => Sum("myarch.daemon.message.active") == 0 && Count("myarch.daemon.message.done") == 1, because: "the daemon is through with both");

        Sum("messaging.client.consumed.messages").ShouldBe(3);
        Sum("myarch.daemon.delivery.completed", "OrderPlaced").ShouldBe(1);
        Sum("myarch.daemon.delivery.completed", "other").ShouldBe(2);
        Sum("myarch.daemon.message.dead_lettered").ShouldBe(1);
        Sum("myarch.daemon.message.active").ShouldBe(0);
        Count("messaging.process.duration").ShouldBe(3);
        Count("myarch.daemon.message.age").ShouldBe(2);
        Count("myarch.daemon.message.done").ShouldBe(1);

        double Sum(string name, string tag = "") => measured.Where(one => one.Name == name && one.Tags.Contains(tag, StringComparison.Ordinal)).Sum(static one => one.Value);
        int Count(string name) => measured.Count(one => one.Name == name);
    }

    [Fact]
    public async Task Whatever_a_sender_calls_his_message_telemetry_stays_short()
    {
        ConcurrentQueue<Activity> spans = [];
        using var listener = Listen(spans);
        var type = "first line\nsecond line " + new string('x', 100_000);
        Start();
        await Queue.SendAsync("{}", ("type", type));
        await Queue.BecomesEmptyAsync();

        await Eventually.IsTrueAsync(() => !spans.IsEmpty);
        spans.ShouldHaveSingleItem().GetTagItem("myarch.job.type").ShouldBe("other");
        var label = new Job(new Message { MessageAttributes = new() { ["type"] = new() { DataType = "String", StringValue = type } } }).Label!;
        label.ShouldStartWith("first line second line xxx");
        label.Length.ShouldBe(61);
    }

    private static ActivityListener Listen(ConcurrentQueue<Activity> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == DaemonMetrics.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static MeterListener Measure(ConcurrentQueue<(string Name, double Value, string Tags)> measured)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == DaemonMetrics.Name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Enqueue((instrument.Name, value, Text(tags))));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => measured.Enqueue((instrument.Name, value, Text(tags))));
        listener.Start();
        return listener;
    }

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Join(' ', tags.ToArray().Select(static tag => $"{tag.Key}={tag.Value}"));
}
