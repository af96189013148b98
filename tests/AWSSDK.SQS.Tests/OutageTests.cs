using Amazon.Runtime;
using Amazon.SQS.Model;

namespace Amazon.SQS.Tests;

/// <summary>An endpoint of its own that goes down and comes back.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private readonly AwsEndpoint _endpoint = new();

    public Task InitializeAsync() => _endpoint.InitializeAsync();

    public Task DisposeAsync() => _endpoint.DisposeAsync();

    [Fact]
    public async Task A_client_that_outlives_an_outage_goes_on_and_no_message_is_lost()
    {
        using var client = QueueFixture.ClientOf(_endpoint.Url, static config => config.MaxErrorRetry = 1);
        var queue = (await client.CreateQueueAsync("jobs")).QueueUrl;
        await client.SendMessageAsync(queue, "before");
        var poll = client.ReceiveMessageAsync(new ReceiveMessageRequest((await client.CreateQueueAsync("empty")).QueueUrl) { WaitTimeSeconds = 20 });
        await _endpoint.KillAsync();

        // Connection errors come as they are, after the retries: not as the service's own errors.
        IsNetworkError(await Should.ThrowAsync<Exception>(poll)).ShouldBeTrue();
        IsNetworkError(await Should.ThrowAsync<Exception>(() => client.SendMessageAsync(queue, "during"))).ShouldBeTrue();

        await _endpoint.StartAsync();
        await client.SendMessageAsync(queue, "after");
        var messages = (await client.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { MaxNumberOfMessages = 10 })).Messages;
        messages.Select(static message => message.Body).ShouldBe(["before", "after"]);
    }

    private static bool IsNetworkError(Exception error) => error is HttpRequestException or AmazonClientException { InnerException: HttpRequestException };
}
