using System.Diagnostics;
using System.Net.NetworkInformation;
using Amazon.SQS.Model;

namespace Amazon.SQS.Tests;

[Collection(QueueCollection.Name)]
public sealed class LongPollTests(QueueFixture fixture)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private readonly AmazonSQSClient _client = fixture.Client;

    [Fact]
    public async Task A_message_ends_the_wait()
    {
        var queue = await fixture.QueueAsync();
        var watch = Stopwatch.StartNew();
        var poll = _client.ReceiveMessageAsync(Poll(queue));
        await _client.SendMessageAsync(queue, "at last");
        (await poll).Messages.ShouldHaveSingleItem().Body.ShouldBe("at last");
        watch.Elapsed.ShouldBeLessThan(Soon);
    }

    [Fact]
    public async Task A_wait_for_nothing_ends_with_no_messages()
    {
        var queue = await fixture.QueueAsync();
        var watch = Stopwatch.StartNew();
        (await _client.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { WaitTimeSeconds = 1 })).Messages.ShouldBeNull();
        watch.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(0.9));
    }

    [Fact]
    public async Task A_cancelled_wait_ends_at_once_and_takes_no_message()
    {
        var queue = await fixture.QueueAsync();
        using var cancellation = new CancellationTokenSource();
        using var other = QueueFixture.ClientOf(fixture.Endpoint.Url);
        // The first call opens the connection that the poll takes.
        await other.GetQueueAttributesAsync(queue, ["All"]);
        var connections = Connections();
        var poll = other.ReceiveMessageAsync(Poll(queue), cancellation.Token);
        var watch = Stopwatch.StartNew();
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(poll);
        watch.Elapsed.ShouldBeLessThan(Soon);
        await Eventually.IsTrueAsync(() => Connections() < connections, because: "the poll's connection is closed");

        await _client.SendMessageAsync(queue, "for the next");
        (await _client.ReceiveMessageAsync(Poll(queue))).Messages.ShouldHaveSingleItem().Body.ShouldBe("for the next");
    }

    [Fact]
    public async Task A_call_that_is_cancelled_before_it_starts_sends_nothing()
    {
        var queue = await fixture.QueueAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => _client.SendMessageAsync(queue, "x", new CancellationToken(canceled: true)));
        (await _client.GetQueueAttributesAsync(queue, ["All"])).ApproximateNumberOfMessages.ShouldBe(0);
    }

    // Also those that the client has closed and the endpoint has not taken notice of.
    private int Connections() => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
        .Count(connection => connection.State is TcpState.Established or TcpState.CloseWait && connection.LocalEndPoint.Port == fixture.Endpoint.Url.Port);

    private static ReceiveMessageRequest Poll(string queue) => new(queue) { WaitTimeSeconds = 20, MaxNumberOfMessages = 10 };
}
