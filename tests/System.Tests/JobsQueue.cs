using Amazon.Runtime;
using Amazon.SQS;
using Aspire.Hosting.Testing;

namespace MyArch.SystemTests;

/// <summary>The worker tier's queues, looked at past the services.</summary>
internal static class JobsQueue
{
    /// <summary>Waits until nothing is in the queue, neither visible nor in flight.</summary>
    public static Task IsEmptyAsync(ProdSystem system, TimeSpan? within = null) => Eventually.BecomesAsync(
        async cancellationToken => await CountAsync(system, "jobs", cancellationToken), static count => count == 0, within, "the queue is empty");

    /// <summary>How many messages a queue has, in flight or not.</summary>
    public static async Task<int> CountAsync(ProdSystem system, string queue, CancellationToken cancellationToken = default)
    {
        using var sqs = new AmazonSQSClient(
            new BasicAWSCredentials("local", "local"),
            new AmazonSQSConfig { ServiceURL = system.Application.GetEndpoint("aws", "http").AbsoluteUri, AuthenticationRegion = "us-east-1", Timeout = TimeSpan.FromSeconds(5) });
        var url = (await sqs.GetQueueUrlAsync(queue, cancellationToken)).QueueUrl;
        var attributes = await sqs.GetQueueAttributesAsync(url, ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed"], cancellationToken);
        return attributes.ApproximateNumberOfMessages + attributes.ApproximateNumberOfMessagesNotVisible + attributes.ApproximateNumberOfMessagesDelayed;
    }
}
