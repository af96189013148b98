using Amazon.SQS;
using Amazon.SQS.Model;
using Microsoft.Extensions.Options;
using MyArch.CloudDefaults.Queue;

namespace MyArch.Worker.Handlers.Tasks;

/// <summary>
/// Looks at the queue and its dead letters. What was seen is told until the next report is due, which may be another instance's: old numbers beside new ones would be counted twice in a sum.
/// </summary>
internal sealed class QueueReport(IAmazonSQS sqs, IOptions<JobQueueOptions> queue, TimeProvider time)
{
    // As in cron.yaml: due at each full minute.
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    // What it takes the next report until it is made.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private static readonly List<string> Counts = [QueueAttributeName.ApproximateNumberOfMessages, QueueAttributeName.ApproximateNumberOfMessagesNotVisible];

    private QueueState? _last;

    /// <summary>The last report, unless the next one should be there.</summary>
    public QueueState? Last => _last is { } last && time.GetUtcNow() < last.Until ? last : null;

    /// <summary>Looks.</summary>
    /// <param name="age">How long the report's message waited until it was received for the first time; null if it does not say.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task LookAsync(TimeSpan? age, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var messages = await CountAsync(queue.Value.QueueUrl!, cancellationToken);
        var dead = queue.Value.DeadLetterQueueUrl is { } url ? (await CountAsync(url, cancellationToken)).ApproximateNumberOfMessages : (int?)null;
        var until = now - TimeSpan.FromTicks(now.Ticks % Period.Ticks) + Period + Grace;
        _last = new QueueState(until, messages.ApproximateNumberOfMessages, messages.ApproximateNumberOfMessagesNotVisible, dead, age);
    }

    private Task<GetQueueAttributesResponse> CountAsync(Uri url, CancellationToken cancellationToken) => sqs.GetQueueAttributesAsync(url.AbsoluteUri, Counts, cancellationToken);
}
