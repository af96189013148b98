using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace MyArch.Cart.Tests.Fixtures;

/// <summary>
/// A queue of its own at a real SQS endpoint. Instances reach it through a gate that tests can cut; a worker, which the gate does not concern, takes the orders to the catalog.
/// </summary>
internal sealed class JobsQueue : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly AmazonSQSClient _sqs;
    private readonly Task _working;

    private JobsQueue(AmazonSQSClient sqs, string url, Uri endpoint, CatalogStub catalog)
    {
        (_sqs, Gate) = (sqs, new TcpGate(endpoint.Port));
        DirectUrl = url;
        Endpoint = $"http://127.0.0.1:{Gate.Port}";
        _working = WorkAsync(catalog);
    }

    /// <summary>Where instances find SQS.</summary>
    public string Endpoint { get; }

    /// <summary>The queue's URL as instances know it.</summary>
    public string Url => $"{Endpoint}{new Uri(DirectUrl).AbsolutePath}";

    /// <summary>What is between the instances and the queue.</summary>
    public TcpGate Gate { get; }

    private string DirectUrl { get; }

    public static async Task<JobsQueue> StartAsync(CatalogStub catalog)
    {
        var endpoint = (await SharedAws.GetAsync()).Url;
        var sqs = ClientOf(endpoint.AbsoluteUri);
        var made = await sqs.CreateQueueAsync($"jobs-{Guid.NewGuid():N}");
        return new JobsQueue(sqs, made.QueueUrl, endpoint, catalog);
    }

    /// <summary>A client as the service makes it, of an endpoint that is not the whole process's.</summary>
    /// <param name="endpoint">Where SQS is.</param>
    /// <param name="timeout">How long an attempt may take: longer than a long poll by default.</param>
    public static AmazonSQSClient ClientOf(string endpoint, TimeSpan? timeout = null) => new(
        new BasicAWSCredentials("local", "local"),
        new AmazonSQSConfig { ServiceURL = endpoint, AuthenticationRegion = "us-east-1", Timeout = timeout ?? TimeSpan.FromSeconds(30), MaxErrorRetry = 2 });

    /// <summary>Returns when everything that was sent has been handled.</summary>
    public Task HandledAsync() => Eventually.IsTrueAsync(
        async cancellationToken =>
        {
            var queue = await _sqs.GetQueueAttributesAsync(DirectUrl, ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"], cancellationToken);
            return _working.IsCompleted || queue is { ApproximateNumberOfMessages: 0, ApproximateNumberOfMessagesNotVisible: 0 };
        },
        because: "the queue is empty");

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _working;
        await Gate.DisposeAsync();
        _sqs.Dispose();
        _end.Dispose();
    }

    private async Task WorkAsync(CatalogStub catalog)
    {
        var receive = new ReceiveMessageRequest(DirectUrl) { MaxNumberOfMessages = 10, WaitTimeSeconds = 20, MessageAttributeNames = ["All"] };
        try
        {
            while (true)
            {
                var received = await _sqs.ReceiveMessageAsync(receive, _end.Token);
                foreach (var message in received.Messages ?? [])
                {
                    message.MessageAttributes["type"].StringValue.ShouldBe("OrderPlaced");
                    catalog.Decide(message.Body);
                    await _sqs.DeleteMessageAsync(DirectUrl, message.ReceiptHandle, _end.Token);
                }
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The test is over.
        }
    }
}
