using Amazon.SQS.Model;

namespace Amazon.SQS.Tests;

[Collection(QueueCollection.Name)]
public sealed class BatchTests(QueueFixture fixture)
{
    private readonly AmazonSQSClient _client = fixture.Client;

    [Fact]
    public async Task Some_messages_of_a_batch_fail_and_the_others_are_stored()
    {
        var queue = await fixture.QueueAsync(new() { [QueueAttributeName.MaximumMessageSize] = "1024" });
        var response = await _client.SendMessageBatchAsync(queue,
        [
            new("good-1", "x"),
            new("too-long", new string('x', 1025)),
            new("not-text", "\u0001"),
            new("good-2", "世界") { MessageAttributes = new() { ["type"] = new() { DataType = "String", StringValue = "Greeting" } } },
        ]);
        response.Successful.Select(static entry => entry.Id).ShouldBe(["good-1", "good-2"]);
        response.Failed.Select(static entry => (entry.Id, entry.Code, entry.SenderFault)).ShouldBe(
            [("too-long", "InvalidParameterValue", true), ("not-text", "InvalidMessageContents", true)]);
        response.Failed.ShouldAllBe(static entry => entry.Message.Length > 0);
        var messages = (await _client.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { MaxNumberOfMessages = 10 })).Messages;
        messages.Select(static message => message.MessageId).ShouldBe(response.Successful.Select(static entry => entry.MessageId), ignoreOrder: true);
    }

    [Fact]
    public async Task A_batch_with_nothing_with_too_much_or_with_wrong_ids_fails_as_a_whole()
    {
        var queue = await fixture.QueueAsync();
        await Should.ThrowAsync<EmptyBatchRequestException>(() => _client.SendMessageBatchAsync(queue, []));
        await Should.ThrowAsync<TooManyEntriesInBatchRequestException>(
            () => _client.SendMessageBatchAsync(queue, [.. Enumerable.Range(0, 11).Select(static number => new SendMessageBatchRequestEntry($"n{number}", "x"))]));
        await Should.ThrowAsync<BatchEntryIdsNotDistinctException>(() => _client.SendMessageBatchAsync(queue, [new("a", "x"), new("a", "y")]));
        await Should.ThrowAsync<InvalidBatchEntryIdException>(() => _client.SendMessageBatchAsync(queue, [new("no/slash", "x")]));
        await Should.ThrowAsync<BatchRequestTooLongException>(
            () => _client.SendMessageBatchAsync(queue, [.. Enumerable.Range(0, 10).Select(static number => new SendMessageBatchRequestEntry($"n{number}", new string('x', 120_000)))]));
        (await _client.GetQueueAttributesAsync(queue, ["All"])).ApproximateNumberOfMessages.ShouldBe(0);
    }

    [Fact]
    public async Task Ten_messages_are_received_shown_again_and_deleted_together()
    {
        var queue = await fixture.QueueAsync();
        await _client.SendMessageBatchAsync(queue, [.. Enumerable.Range(0, 10).Select(static number => new SendMessageBatchRequestEntry($"n{number}", $"{number}"))]);
        var first = (await _client.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { MaxNumberOfMessages = 10 })).Messages;
        first.Count.ShouldBe(10);
        var changed = await _client.ChangeMessageVisibilityBatchAsync(
            queue,
            [new("nobody", "no such handle") { VisibilityTimeout = 0 }, .. first.Take(9).Select((message, index) => new ChangeMessageVisibilityBatchRequestEntry($"n{index}", message.ReceiptHandle) { VisibilityTimeout = 0 })]);
        changed.Successful.Count.ShouldBe(9);
        changed.Failed.ShouldHaveSingleItem().Id.ShouldBe("nobody");
        var second = (await _client.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { MaxNumberOfMessages = 10 })).Messages;
        second.Count.ShouldBe(9);
        var deleted = await _client.DeleteMessageBatchAsync(queue, [.. second.Append(first[9]).Select((message, index) => new DeleteMessageBatchRequestEntry($"n{index}", message.ReceiptHandle))]);
        deleted.Successful.Select(static entry => entry.Id).ShouldBe(Enumerable.Range(0, 10).Select(static number => $"n{number}"), ignoreOrder: true);
        (await _client.GetQueueAttributesAsync(queue, ["All"])).ApproximateNumberOfMessagesNotVisible.ShouldBe(0);
    }
}
