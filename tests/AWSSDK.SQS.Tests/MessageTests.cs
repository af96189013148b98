using Amazon.SQS.Model;

namespace Amazon.SQS.Tests;

[Collection(QueueCollection.Name)]
public sealed class MessageTests(QueueFixture fixture)
{
    private const int MaximumSize = 262_144;

    private readonly AmazonSQSClient _client = fixture.Client;

    [Theory]
    [InlineData("plain")]
    [InlineData("""{"name":"Zoë \\ \"quoted\" <b>&amp;</b>","line":"one\ntwo\ttab\r\n"}""")]
    [InlineData("Grüße, 世界, здравствуй, שלום, \u00a0\u200d\ufffd")]
    public async Task A_body_comes_back_as_it_was_sent(string body)
    {
        var queue = await fixture.QueueAsync();
        var sent = await _client.SendMessageAsync(queue, body);
        var message = (await _client.ReceiveMessageAsync(queue)).Messages.ShouldHaveSingleItem();
        (message.Body, message.MessageId, message.MD5OfBody).ShouldBe((body, sent.MessageId, sent.MD5OfMessageBody));
    }

    [Theory]
    [InlineData('x', MaximumSize)]
    [InlineData('é', MaximumSize / 2)]
    [InlineData('世', MaximumSize / 3)]
    public async Task A_body_may_have_256_kilobytes(char letter, int count)
    {
        var queue = await fixture.QueueAsync(new() { [QueueAttributeName.MaximumMessageSize] = $"{MaximumSize}" });
        await _client.SendMessageAsync(queue, new string(letter, count));
        var body = (await _client.ReceiveMessageAsync(queue)).Messages.ShouldHaveSingleItem().Body;
        (body.Length, body.All(character => character == letter)).ShouldBe((count, true));
        var error = await Should.ThrowAsync<AmazonSQSException>(() => _client.SendMessageAsync(queue, new string(letter, count) + "four"));
        error.ErrorCode.ShouldEndWith("InvalidParameterValue");
    }

    [Fact]
    public async Task Attributes_of_all_types_come_back_as_they_were_sent()
    {
        var queue = await fixture.QueueAsync();
        var bytes = Enumerable.Range(0, 256).Select(static value => (byte)value).ToArray();
        var sent = await _client.SendMessageAsync(new SendMessageRequest(queue, "x")
        {
            MessageAttributes = new()
            {
                ["type"] = new() { DataType = "String", StringValue = "OrderPlaced" },
                ["G.count"] = new() { DataType = "Number", StringValue = "-12.5" },
                ["labelled"] = new() { DataType = "Number.int", StringValue = "7" },
                ["bytes"] = new() { DataType = "Binary", BinaryValue = new MemoryStream(bytes) },
                ["words"] = new() { DataType = "String", StringValue = "Grüße, 世界" },
            },
        });
        var message = (await _client.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { MessageAttributeNames = ["All"] })).Messages.ShouldHaveSingleItem();
        message.MD5OfMessageAttributes.ShouldBe(sent.MD5OfMessageAttributes);
        message.MessageAttributes.OrderBy(static attribute => attribute.Key, StringComparer.Ordinal).Select(static attribute => (attribute.Key, attribute.Value.DataType, (string?)attribute.Value.StringValue))
            .ShouldBe(
            [
                ("G.count", "Number", "-12.5"),
                ("bytes", "Binary", null),
                ("labelled", "Number.int", "7"),
                ("type", "String", "OrderPlaced"),
                ("words", "String", "Grüße, 世界"),
            ]);
        message.MessageAttributes["bytes"].BinaryValue.ToArray().ShouldBe(bytes);
    }

    [Fact]
    public async Task System_attributes_come_when_they_are_asked_for()
    {
        var queue = await fixture.QueueAsync(new() { [QueueAttributeName.VisibilityTimeout] = "0" });
        await _client.SendMessageAsync(queue, "x");
        (await _client.ReceiveMessageAsync(queue)).Messages.ShouldHaveSingleItem().Attributes.ShouldBeNull();
        var all = (await _client.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { MessageSystemAttributeNames = ["All"] })).Messages.ShouldHaveSingleItem().Attributes;
        all[MessageSystemAttributeName.ApproximateReceiveCount].ShouldBe("2");
        var sent = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(all["SentTimestamp"]));
        sent.ShouldBe(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(1));
        var one = (await _client.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { MessageSystemAttributeNames = ["ApproximateFirstReceiveTimestamp"] })).Messages.ShouldHaveSingleItem();
        one.Attributes.Keys.ShouldBe(["ApproximateFirstReceiveTimestamp"]);
    }

    [Fact]
    public async Task A_received_message_is_hidden_until_its_time_is_set_to_nothing()
    {
        var queue = await fixture.QueueAsync();
        await _client.SendMessageAsync(queue, "x");
        var first = (await _client.ReceiveMessageAsync(queue)).Messages.ShouldHaveSingleItem();
        (await _client.ReceiveMessageAsync(queue)).Messages.ShouldBeNull();
        await _client.ChangeMessageVisibilityAsync(queue, first.ReceiptHandle, 0);
        var second = (await _client.ReceiveMessageAsync(queue)).Messages.ShouldHaveSingleItem();
        second.MessageId.ShouldBe(first.MessageId);
        await Should.ThrowAsync<MessageNotInflightException>(() => _client.ChangeMessageVisibilityAsync(queue, first.ReceiptHandle, 10));
        await _client.DeleteMessageAsync(queue, second.ReceiptHandle);
        (await _client.GetQueueAttributesAsync(queue, ["All"])).ApproximateNumberOfMessagesNotVisible.ShouldBe(0);
    }

    [Fact]
    public async Task A_delay_hides_a_message_at_first()
    {
        var queue = await fixture.QueueAsync();
        await _client.SendMessageAsync(new SendMessageRequest(queue, "x") { DelaySeconds = 900 });
        (await _client.GetQueueAttributesAsync(queue, ["All"])).ApproximateNumberOfMessagesDelayed.ShouldBe(1);
        (await _client.ReceiveMessageAsync(queue)).Messages.ShouldBeNull();
    }

    [Fact]
    public async Task A_message_that_came_too_often_is_in_the_dead_letter_queue_with_its_attributes()
    {
        var deadLetters = await fixture.QueueAsync();
        var arn = (await _client.GetQueueAttributesAsync(deadLetters, [QueueAttributeName.QueueArn])).QueueARN;
        var queue = await fixture.QueueAsync(new()
        {
            [QueueAttributeName.VisibilityTimeout] = "0",
            [QueueAttributeName.RedrivePolicy] = $$"""{"deadLetterTargetArn":"{{arn}}","maxReceiveCount":2}""",
        });
        await _client.SendMessageAsync(new SendMessageRequest(queue, "poison") { MessageAttributes = new() { ["type"] = new() { DataType = "String", StringValue = "Poison" } } });
        (await _client.ReceiveMessageAsync(queue)).Messages.ShouldHaveSingleItem();
        (await _client.ReceiveMessageAsync(queue)).Messages.ShouldHaveSingleItem();
        (await _client.ReceiveMessageAsync(queue)).Messages.ShouldBeNull();
        var dead = (await _client.ReceiveMessageAsync(new ReceiveMessageRequest(deadLetters) { MessageAttributeNames = ["All"] })).Messages.ShouldHaveSingleItem();
        (dead.Body, dead.MessageAttributes["type"].StringValue).ShouldBe(("poison", "Poison"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u0000")]
    [InlineData("\u0008 bell")]
    public async Task A_body_that_may_not_be_is_refused(string body)
    {
        var queue = await fixture.QueueAsync();
        (await Should.ThrowAsync<AmazonSQSException>(() => _client.SendMessageAsync(queue, body))).ErrorCode.ShouldNotBeNullOrEmpty();
        (await _client.GetQueueAttributesAsync(queue, ["All"])).ApproximateNumberOfMessages.ShouldBe(0);
    }

    [Fact]
    public async Task Sixty_four_callers_at_once_lose_and_double_nothing()
    {
        const int Callers = 64;
        const int Each = 20;
        var queue = await fixture.QueueAsync(new() { [QueueAttributeName.VisibilityTimeout] = "600" });
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
        {
            for (var number = 0; number < Each; number++)
            {
                await _client.SendMessageAsync(queue, $"{caller}/{number}");
            }
        }));
        var received = await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            List<string> bodies = [];
            while ((await _client.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { MaxNumberOfMessages = 10 })).Messages is { Count: > 0 } messages)
            {
                bodies.AddRange(messages.Select(static message => message.Body));
                var deleted = await _client.DeleteMessageBatchAsync(queue, [.. messages.Select(static message => new DeleteMessageBatchRequestEntry(message.MessageId, message.ReceiptHandle))]);
                deleted.Successful.Count.ShouldBe(messages.Count);
            }

            return bodies;
        }));
        received.SelectMany(static bodies => bodies).ShouldBe(
            Enumerable.Range(0, Callers).SelectMany(static caller => Enumerable.Range(0, Each).Select(number => $"{caller}/{number}")), ignoreOrder: true);
        (await _client.GetQueueAttributesAsync(queue, ["All"])).ApproximateNumberOfMessagesNotVisible.ShouldBe(0);
    }
}
