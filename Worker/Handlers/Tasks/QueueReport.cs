using Amazon.SQS;
using Amazon.SQS.Model;
using Microsoft.Extensions.Options;
using MyArch.CloudDefaults.Queue;

namespace MyArch.Worker.Handlers.Tasks;

/// <summary>Looks at the queue and its dead letters. What was seen is told for two minutes: the next report may be another instance's, and old numbers must not stand beside new ones.</summary>
internal sealed class QueueReport(IAmazonSQS sqs, IOptions<JobQueueOptions> queue, TimeProvider time)
{
    private static readonly TimeSpan ToldFor = TimeSpan.FromMinutes(2);
    private static readonly List<string> Counts = [QueueAttributeName.ApproximateNumberOfMessages, QueueAttributeName.ApproximateNumberOfMessagesNotVisible];

    private QueueState? _last;

    /// <summary>The last report, unless it is old.</summary>
    public QueueState? Last => _last is { } last && time.GetUtcNow() - last.At < ToldFor ? last : null;

    /// <summary>Looks.</summary>
    /// <param name="scheduledAt">When the task was to run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task LookAsync(DateTimeOffset? scheduledAt, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var messages = await CountAsync(queue.Value.QueueUrl!, cancellationToken);
        var dead = queue.Value.DeadLetterQueueUrl is { } url ? (await CountAsync(url, cancellationToken)).ApproximateNumberOfMessages : (int?)null;
        var age = scheduledAt is { } at ? TimeSpan.FromTicks(Math.Max(0, (now - at).Ticks)) : (TimeSpan?)null;
        _last = new QueueState(now, messages.ApproximateNumberOfMessages, messages.ApproximateNumberOfMessagesNotVisible, dead, age);
    }

    private Task<GetQueueAttributesResponse> CountAsync(Uri url, CancellationToken cancellationToken) => sqs.GetQueueAttributesAsync(url.AbsoluteUri, Counts, cancellationToken);
}
