using System.Globalization;
using System.Text.Json;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace MyArch.AppHost.LocalAws;

/// <summary>An SQS queue.</summary>
/// <param name="name">The resource's name, and the queue's: letters, digits, <c>-</c> and <c>_</c>.</param>
/// <param name="parent">Where it is.</param>
internal sealed class QueueResource(string name, IAwsResource parent) : Resource(name), IAwsChildResource
{
    public IAwsResource Parent { get; } = parent;

    /// <summary>Where messages go that came too often, and how often that is.</summary>
    public (QueueResource Queue, int MaxReceiveCount)? DeadLetters { get; init; }

    /// <summary>How long a received message is hidden, whole seconds.</summary>
    public required TimeSpan VisibilityTimeout { get; init; }

    /// <summary>How long a message is kept, whole seconds.</summary>
    public required TimeSpan Retention { get; init; }

    /// <summary>The queue's URL as services get it. It is known before the queue is made.</summary>
    public ReferenceExpression Url { get; } = parent.QueueUrl(name);

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        using var client = Parent.CreateQueueClient();
        // Without attributes: with them, a queue that was made with others would be an error instead of being changed.
        var queue = await client.CreateQueueAsync(Name, cancellationToken);
        var attributes = new Dictionary<string, string>
        {
            [QueueAttributeName.VisibilityTimeout] = Seconds(VisibilityTimeout),
            [QueueAttributeName.MessageRetentionPeriod] = Seconds(Retention),
        };
        if (DeadLetters is var (deadLetters, maxReceiveCount))
        {
            var arn = await deadLetters.ArnAsync(client, cancellationToken);
            attributes[QueueAttributeName.RedrivePolicy] = JsonSerializer.Serialize(new { deadLetterTargetArn = arn, maxReceiveCount });
        }

        await client.SetQueueAttributesAsync(queue.QueueUrl, attributes, cancellationToken);
    }

    public async Task<string?> FindProblemAsync(CancellationToken cancellationToken)
    {
        using var client = Parent.CreateQueueClient();
        try
        {
            await ArnAsync(client, cancellationToken);
            return null;
        }
        catch (QueueDoesNotExistException)
        {
            return "The queue does not exist.";
        }
    }

    private async Task<string> ArnAsync(AmazonSQSClient client, CancellationToken cancellationToken)
    {
        var url = await Url.GetValueAsync(cancellationToken);
        return (await client.GetQueueAttributesAsync(url, [QueueAttributeName.QueueArn], cancellationToken)).QueueARN;
    }

    private static string Seconds(TimeSpan time) => ((int)time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
