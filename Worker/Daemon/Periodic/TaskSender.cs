using System.Diagnostics;
using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;
using MyArch.CloudDefaults.Queue;
using OpenTelemetry;

namespace MyArch.Worker.Daemon.Periodic;

/// <summary>Puts a task on the queue, as a message without content, for whichever worker gets it.</summary>
internal sealed class TaskSender(IAmazonSQS sqs, WorkerQueue queue, TimeProvider time)
{
    // A message must have a body. The app is posted an empty one.
    private const string Body = "periodic task";

    /// <summary>Returns when the queue has it.</summary>
    public async Task SendAsync(CronTask task, DateTimeOffset due, CancellationToken cancellationToken)
    {
        using var span = StartSpan(task);
        Dictionary<string, MessageAttributeValue> attributes = new(StringComparer.Ordinal)
        {
            [TaskAttributes.Name] = Text(task.Name),
            [TaskAttributes.Path] = Text(task.Path),
            [TaskAttributes.ScheduledTime] = Text(due.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
            [TaskAttributes.SentAt] = Text(time.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
        };
        if (span?.Id is { } traceParent)
        {
            attributes[JobAttributes.TraceParent] = Text(traceParent);
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(QueueFailure.CallTimeout);
        using var untraced = SuppressInstrumentationScope.Begin();
        try
        {
            var sent = await sqs.SendMessageAsync(new SendMessageRequest(queue.Url, Body) { MessageAttributes = attributes }, deadline.Token);
            span?.SetTag("messaging.message.id", sent.MessageId);
        }
        catch (Exception failure) when (QueueFailure.IsOne(failure, cancellationToken))
        {
            span?.SetTag("error.type", QueueFailure.TypeOf(failure));
            span?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }

    private Activity? StartSpan(CronTask task) => DaemonMetrics.Source.StartActivity($"send {queue.Name}", ActivityKind.Producer)
        ?.SetTag("messaging.system", "aws_sqs")
        .SetTag("messaging.operation.type", "send")
        .SetTag("messaging.operation.name", "send")
        .SetTag("messaging.destination.name", queue.Name)
        .SetTag("myarch.job.type", task.Name);

    private static MessageAttributeValue Text(string value) => new() { DataType = "String", StringValue = value };
}
