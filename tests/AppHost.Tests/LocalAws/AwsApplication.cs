using Amazon.SQS;
using Amazon.SQS.Model;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using MyArch.AppHost.LocalAws;

namespace MyArch.AppHost.Tests.LocalAws;

/// <summary>An application with an endpoint, the queue <c>jobs</c> with its dead-letter queue, and the bucket <c>media</c>.</summary>
internal sealed class AwsApplication : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly CancellationTokenSource _deadline = new(Patience);
    private DistributedApplication? _app;

    public AwsApplication(int maxReceiveCount = 1, string? store = null, params string[] args)
    {
        Builder = DistributedApplicationTestingBuilder.Create(store is null ? args : [.. args, $"--Aspire:Store:Path={store}"]);
        Aws = Builder.AddAws("aws", "aws-data");
        DeadLetters = Aws.AddQueue("jobs-dlq", retention: TimeSpan.FromDays(14));
        Jobs = Aws.AddQueue("jobs", DeadLetters, maxReceiveCount, visibilityTimeout: TimeSpan.FromSeconds(10));
        Media = Aws.AddBucket("media-bucket", "media");
    }

    public IDistributedApplicationTestingBuilder Builder { get; }

    public IResourceBuilder<IAwsResource> Aws { get; }

    public IResourceBuilder<QueueResource> DeadLetters { get; }

    public IResourceBuilder<QueueResource> Jobs { get; }

    public IResourceBuilder<BucketResource> Media { get; }

    public CancellationToken Deadline => _deadline.Token;

    public DistributedApplication App => _app ?? throw new InvalidOperationException("Start the application first.");

    public async Task StartAsync()
    {
        _app = await Builder.BuildAsync(Deadline);
        await _app.StartAsync(Deadline);
    }

    public async Task StartHealthyAsync()
    {
        await StartAsync();
        await HealthyAsync();
    }

    public async Task HealthyAsync()
    {
        // The endpoint first: it is ready when it has made what is in it.
        foreach (var name in new[] { "aws", "jobs", "jobs-dlq", "media-bucket" })
        {
            await App.ResourceNotifications.WaitForResourceHealthyAsync(name, Deadline);
        }
    }

    public Task<ExecuteCommandResult> ExecuteAsync(string resource, string command) => App.ResourceCommands.ExecuteCommandAsync(resource, command, Deadline);

    public async Task SendAsync(IResourceBuilder<QueueResource> queue, IEnumerable<string> bodies)
    {
        using var client = Aws.Resource.CreateQueueClient();
        var url = await queue.Resource.Url.GetValueAsync(Deadline);
        foreach (var body in bodies)
        {
            await client.SendMessageAsync(
                new SendMessageRequest(url, body) { MessageAttributes = new() { ["type"] = new() { DataType = "String", StringValue = "OrderPlaced" } } }, Deadline);
        }
    }

    /// <summary>Every message that can be received now; each stays hidden.</summary>
    public async Task<List<Message>> ReceiveAllAsync(IResourceBuilder<QueueResource> queue)
    {
        using var client = Aws.Resource.CreateQueueClient();
        var url = await queue.Resource.Url.GetValueAsync(Deadline);
        List<Message> all = [];
        while ((await client.ReceiveMessageAsync(new ReceiveMessageRequest(url) { MaxNumberOfMessages = 10, VisibilityTimeout = 600, MessageAttributeNames = ["All"] }, Deadline)).Messages is { Count: > 0 } messages)
        {
            all.AddRange(messages);
        }

        return all;
    }

    public async Task<Dictionary<string, string>> AttributesAsync(IResourceBuilder<QueueResource> queue)
    {
        using var client = Aws.Resource.CreateQueueClient();
        return (await client.GetQueueAttributesAsync(await queue.Resource.Url.GetValueAsync(Deadline), [QueueAttributeName.All], Deadline)).Attributes;
    }

    public async ValueTask DisposeAsync()
    {
        await Builder.DisposeAsync();
        _deadline.Dispose();
    }
}
