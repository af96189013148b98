using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using MyArch.Worker.Daemon.Delivery;

namespace MyArch.Worker.Daemon;

/// <summary>What the daemon measures of itself, and the spans of messages, by OpenTelemetry's conventions for messaging where they have a name for it.</summary>
internal sealed class DaemonMetrics
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "MyArch.Daemon";

    /// <summary>Spans of messages and of periodic tasks.</summary>
    public static readonly ActivitySource Source = new(Name);

    private static readonly double[] Seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600];
    private static readonly KeyValuePair<string, object?> System = new("messaging.system", "aws_sqs");
    private static readonly KeyValuePair<string, object?> Receive = new("messaging.operation.name", "receive");

    private readonly KeyValuePair<string, object?> _queue;
    private readonly Counter<long> _consumed;
    private readonly Histogram<double> _operation;
    private readonly Histogram<double> _process;
    private readonly Histogram<double> _age;
    private readonly Histogram<double> _done;
    private readonly UpDownCounter<long> _active;
    private readonly Counter<long> _delivered;
    private readonly Counter<long> _deadLettered;
    private readonly Counter<long> _expired;
    private readonly Counter<long> _unsettled;
    private readonly Counter<long> _tasks;

    public DaemonMetrics(IMeterFactory meters, WorkerQueue queue)
    {
        _queue = new("messaging.destination.name", queue.Name);
        var seconds = new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds };
        var meter = meters.Create(Name);
        _consumed = meter.CreateCounter<long>("messaging.client.consumed.messages", "{message}", "Messages that were received.");
        _operation = meter.CreateHistogram("messaging.client.operation.duration", "s", "How long receives took, with their waiting for messages.", advice: seconds);
        _process = meter.CreateHistogram("messaging.process.duration", "s", "How long the app was at work with a message.", advice: seconds);
        _age = meter.CreateHistogram("myarch.daemon.message.age", "s", "How old messages were when they were delivered for the first time.", advice: seconds);
        _done = meter.CreateHistogram("myarch.daemon.message.done", "s", "From a message's send until it was done and deleted.", advice: seconds);
        _active = meter.CreateUpDownCounter<long>("myarch.daemon.message.active", "{message}", "Messages at work.");
        _delivered = meter.CreateCounter<long>("myarch.daemon.delivery.completed", "{delivery}", "Messages posted to the app, by what became of it.");
        _deadLettered = meter.CreateCounter<long>("myarch.daemon.message.dead_lettered", "{message}", "Messages that failed as often as they may.");
        _expired = meter.CreateCounter<long>("myarch.daemon.message.expired", "{message}", "Messages deleted undelivered because they were too old.");
        _unsettled = meter.CreateCounter<long>("myarch.daemon.settlement.failed", "{call}", "Calls that the queue did not answer well.");
        _tasks = meter.CreateCounter<long>("myarch.daemon.task.sent", "{task}", "Periodic tasks that this instance has put on the queue as the leader, by how it ended.");
    }

    /// <summary>A receive came back.</summary>
    public void Received(int count, TimeSpan took)
    {
        _operation.Record(took.TotalSeconds, System, _queue, Receive);
        if (count > 0)
        {
            _consumed.Add(count, System, _queue, Receive);
        }
    }

    /// <summary>A receive failed.</summary>
    public void ReceiveFailed(Exception failure, TimeSpan took)
    {
        KeyValuePair<string, object?> error = new("error.type", QueueFailure.TypeOf(failure));
        _operation.Record(took.TotalSeconds, [System, _queue, Receive, error]);
        _unsettled.Add(1, _queue, Receive, error);
    }

    /// <summary>A delete or a change of visibility failed.</summary>
    public void SettleFailed(string operation, string error) => _unsettled.Add(1, _queue, new("messaging.operation.name", operation), new("error.type", error));

    /// <summary>The span of a message's delivery, a child of the span that sent it.</summary>
    public Activity? StartProcess(Job job)
    {
        // A parent without a trace would be taken from whatever runs at the moment, which is nothing of this message.
        var span = Source.StartActivity($"process {_queue.Value}", ActivityKind.Consumer, job.Parent);
        span?.SetTag("messaging.system", System.Value)
            .SetTag("messaging.operation.type", "process")
            .SetTag("messaging.operation.name", "process")
            .SetTag("messaging.destination.name", _queue.Value)
            .SetTag("messaging.message.id", job.Message.MessageId)
            .SetTag("messaging.message.body.size", job.Message.Body is { } body ? Encoding.UTF8.GetByteCount(body) : null)
            .SetTag("myarch.job.type", TypeOf(job))
            .SetTag("myarch.job.redeliveries", job.ReceiveCount - 1);
        return span;
    }

    /// <summary>Says on the span how the delivery ended.</summary>
    public static void Complete(Activity? span, DeliveryResult result)
    {
        span?.SetTag("http.response.status_code", (int?)result.Status);
        if (result.Error is { } error)
        {
            span?.SetTag("error.type", error);
            span?.SetStatus(ActivityStatusCode.Error);
        }
    }

    /// <summary>A message is about to be delivered; its first delivery tells how old the queue is.</summary>
    public void Waited(Job job, DateTimeOffset now)
    {
        if (job is { ReceiveCount: 1, SentAt: { } sent })
        {
            _age.Record(Since(sent, now), _queue);
        }
    }

    public void Delivered(Job job, DeliveryResult result, TimeSpan took)
    {
        KeyValuePair<string, object?> type = new("myarch.job.type", TypeOf(job));
        _delivered.Add(1, _queue, type, new("myarch.outcome", result.Outcome));
        if (result.Error is { } error)
        {
            _process.Record(took.TotalSeconds, [System, _queue, new("messaging.operation.name", "process"), new("error.type", error)]);
        }
        else
        {
            _process.Record(took.TotalSeconds, System, _queue, new("messaging.operation.name", "process"));
        }
    }

    public void Completed(Job job, DateTimeOffset now)
    {
        if (job.SentAt is { } sent)
        {
            _done.Record(Since(sent, now), _queue, new("myarch.job.type", TypeOf(job)));
        }
    }

    public void DeadLettered(Job job) => _deadLettered.Add(1, _queue, new("myarch.job.type", TypeOf(job)));

    public void Expired() => _expired.Add(1, _queue);

    public void InFlight(int change) => _active.Add(change, _queue);

    /// <param name="task">The task.</param>
    /// <param name="outcome"><c>sent</c> or <c>failed</c>.</param>
    public void TaskSent(string task, string outcome) => _tasks.Add(1, _queue, new("myarch.task", task), new("myarch.outcome", outcome));

    // A type has no more room in telemetry than a word that a programmer writes. How many different ones there are is up to those who may send.
    private static string TypeOf(Job job) =>
        (job.TaskName ?? job.Type) is { Length: > 0 and <= 40 } type && type.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? type : "other";

    private static double Since(DateTimeOffset sent, DateTimeOffset now) => Math.Max(0, (now - sent).TotalSeconds);
}
