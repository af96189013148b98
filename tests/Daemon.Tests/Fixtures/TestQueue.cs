using System.Text.Json;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace MyArch.Worker.Daemon.Tests.Fixtures;

/// <summary>A queue of a test with its dead-letter queue, looked at past the daemon.</summary>
internal sealed class TestQueue : IDisposable
{
    private TestQueue(AmazonSQSClient sqs, string url, string deadLetters) => (Sqs, Url, DeadLetters) = (sqs, new Uri(url), new Uri(deadLetters));

    public AmazonSQSClient Sqs { get; }

    public Uri Url { get; }

    public Uri DeadLetters { get; }

    public static async Task<TestQueue> CreateAsync(AwsEndpoint endpoint, int maxReceiveCount = 10)
    {
        var sqs = new AmazonSQSClient(
            new BasicAWSCredentials("local", "local"),
            new AmazonSQSConfig { ServiceURL = endpoint.Url.AbsoluteUri, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0, Timeout = TimeSpan.FromSeconds(25) });
        var name = $"jobs-{Guid.NewGuid():N}";
        var dead = (await sqs.CreateQueueAsync($"{name}-dlq")).QueueUrl;
        var arn = (await sqs.GetQueueAttributesAsync(dead, ["QueueArn"])).QueueARN;
        var url = (await sqs.CreateQueueAsync(new CreateQueueRequest(name)
        {
            Attributes = new() { ["RedrivePolicy"] = JsonSerializer.Serialize(new { deadLetterTargetArn = arn, maxReceiveCount }) },
        })).QueueUrl;
        return new TestQueue(sqs, url, dead);
    }

    public Task<SendMessageResponse> SendAsync(string body, params (string Name, string Value)[] attributes) => Sqs.SendMessageAsync(new SendMessageRequest(Url.AbsoluteUri, body)
    {
        MessageAttributes = attributes.ToDictionary(static attribute => attribute.Name, static attribute => new MessageAttributeValue { DataType = "String", StringValue = attribute.Value }),
    });

    /// <summary>Messages that wait, and messages that somebody has.</summary>
    public async Task<(int Visible, int InFlight)> CountAsync(Uri? queue = null)
    {
        var counts = await Sqs.GetQueueAttributesAsync((queue ?? Url).AbsoluteUri, ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]);
        return (counts.ApproximateNumberOfMessages, counts.ApproximateNumberOfMessagesNotVisible);
    }

    public Task BecomesEmptyAsync(TimeSpan? within = null) =>
        Eventually.BecomesAsync(async _ => await CountAsync(), static counts => counts == (0, 0), within, "the queue is empty");

    public async Task<List<Message>> ReceiveDeadLettersAsync() => (await Sqs.ReceiveMessageAsync(new ReceiveMessageRequest(DeadLetters.AbsoluteUri)
    {
        MaxNumberOfMessages = 10,
        MessageAttributeNames = ["All"],
        MessageSystemAttributeNames = ["All"],
    })).Messages ?? [];

    public void Dispose() => Sqs.Dispose();
}
