using System.Diagnostics;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace MyArch.Lab.WorkerThroughput;

/// <summary>The queue that is measured.</summary>
internal sealed class LabQueue
{
    private readonly AmazonSQSClient _sqs;

    private LabQueue(AmazonSQSClient sqs, string url) => (_sqs, Url) = (sqs, url);

    public string Url { get; }

    public static async Task<LabQueue> CreateAsync(Uri endpoint)
    {
        var sqs = new AmazonSQSClient(new BasicAWSCredentials("local", "local"), new AmazonSQSConfig { ServiceURL = endpoint.AbsoluteUri, AuthenticationRegion = "us-east-1" });
        return new LabQueue(sqs, (await sqs.CreateQueueAsync("measured")).QueueUrl);
    }

    /// <summary>Sends messages that look like orders.</summary>
    public Task SendAsync(int count) => Parallel.ForEachAsync(
        Enumerable.Range(0, count).Chunk(10),
        new ParallelOptions { MaxDegreeOfParallelism = 4 },
        async (chunk, cancellationToken) => await _sqs.SendMessageBatchAsync(
            Url,
            [.. chunk.Select(static number => new SendMessageBatchRequestEntry($"{number}", $$"""{"orderId":"{{number:D32}}","customer":{"id":"c","name":"n","email":"e@example.org","address":"a"},"lines":[{"productId":7,"quantity":1,"unitPriceCents":990}],"placedAt":"2026-01-01T00:00:00Z"}""")
            {
                MessageAttributes = new() { ["type"] = new() { DataType = "String", StringValue = "OrderPlaced" } },
            })],
            cancellationToken));

    /// <summary>Sends so many messages, and meanwhile receives and deletes them, with so many loops and nothing else.</summary>
    /// <returns>How long it took from the first send until the last delete.</returns>
    public async Task<TimeSpan> SendAndDrainAsync(int count, int loops)
    {
        var left = count;
        var took = TimeSpan.Zero;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll([SendAsync(count), .. Enumerable.Range(0, loops).Select(_ => Task.Run(LoopAsync))]);
        return took;

        async Task LoopAsync()
        {
            while (Volatile.Read(ref left) > 0)
            {
                // The other loops may wait for a message that does not come any more.
                if (await TakeAsync() is > 0 and var taken && Interlocked.Add(ref left, -taken) <= 0)
                {
                    took = watch.Elapsed;
                }
            }
        }
    }

    /// <summary>Whether nothing is on the queue, and nobody has anything.</summary>
    public async Task<bool> IsEmptyAsync()
    {
        var counts = await _sqs.GetQueueAttributesAsync(Url, ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]);
        return counts is { ApproximateNumberOfMessages: 0, ApproximateNumberOfMessagesNotVisible: 0 };
    }

    private async Task<int> TakeAsync()
    {
        var response = await _sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest(Url) { MaxNumberOfMessages = 10, WaitTimeSeconds = 1, MessageAttributeNames = ["All"], MessageSystemAttributeNames = ["All"] });
        if (response.Messages is { Count: > 0 } messages)
        {
            await _sqs.DeleteMessageBatchAsync(Url, [.. messages.Select(static (message, place) => new DeleteMessageBatchRequestEntry($"{place}", message.ReceiptHandle))]);
        }

        return response.Messages?.Count ?? 0;
    }
}
