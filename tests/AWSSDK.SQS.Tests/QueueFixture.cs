using Amazon.Runtime;
using Amazon.SQS.Model;

namespace Amazon.SQS.Tests;

/// <summary>The endpoint that the tests of a collection share, with a queue of its own for whoever asks.</summary>
public sealed class QueueFixture : IAsyncLifetime
{
    private readonly AwsEndpoint _endpoint = new();
    private int _queues;

    public AwsEndpoint Endpoint => _endpoint;

    public AmazonSQSClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await _endpoint.InitializeAsync();
        Client = ClientOf(_endpoint.Url);
    }

    public static AmazonSQSClient ClientOf(Uri url, Action<AmazonSQSConfig>? configure = null)
    {
        var config = new AmazonSQSConfig { ServiceURL = url.ToString(), AuthenticationRegion = "us-east-1" };
        configure?.Invoke(config);
        return new AmazonSQSClient(new BasicAWSCredentials("local", "local"), config);
    }

    /// <summary>A new queue.</summary>
    public async Task<string> QueueAsync(Dictionary<string, string>? attributes = null)
    {
        var name = $"queue-{Interlocked.Increment(ref _queues)}";
        return (await Client.CreateQueueAsync(new CreateQueueRequest(name) { Attributes = attributes })).QueueUrl;
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _endpoint.DisposeAsync();
    }
}
