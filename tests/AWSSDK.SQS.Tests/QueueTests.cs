using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.SharedInterfaces;
using Amazon.SQS.Model;

namespace Amazon.SQS.Tests;

[Collection(QueueCollection.Name)]
public sealed class QueueTests(QueueFixture fixture)
{
    private readonly AmazonSQSClient _client = fixture.Client;

    [Fact]
    public async Task A_queue_is_made_found_listed_and_deleted()
    {
        var created = await _client.CreateQueueAsync(new CreateQueueRequest("made") { Attributes = new() { [QueueAttributeName.VisibilityTimeout] = "77" } });
        created.HttpStatusCode.ShouldBe(HttpStatusCode.OK);
        (await _client.CreateQueueAsync("made")).QueueUrl.ShouldBe(created.QueueUrl);
        (await _client.GetQueueUrlAsync("made")).QueueUrl.ShouldBe(created.QueueUrl);
        (await _client.ListQueuesAsync("mad")).QueueUrls.ShouldBe([created.QueueUrl]);
        await _client.DeleteQueueAsync(created.QueueUrl);
        (await Should.ThrowAsync<QueueDoesNotExistException>(() => _client.GetQueueUrlAsync("made"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Lists_have_pages()
    {
        foreach (var name in new[] { "page-a", "page-b", "page-c" })
        {
            await _client.CreateQueueAsync(name);
        }

        var first = await _client.ListQueuesAsync(new ListQueuesRequest("page-") { MaxResults = 2 });
        first.QueueUrls.Count.ShouldBe(2);
        var second = await _client.ListQueuesAsync(new ListQueuesRequest("page-") { MaxResults = 2, NextToken = first.NextToken });
        second.QueueUrls.ShouldHaveSingleItem().ShouldEndWith("/page-c");
        second.NextToken.ShouldBeNull();
    }

    [Fact]
    public async Task Attributes_are_set_and_read_as_text_and_as_numbers()
    {
        var queue = await fixture.QueueAsync();
        await _client.SetQueueAttributesAsync(queue, new() { [QueueAttributeName.VisibilityTimeout] = "42", [QueueAttributeName.DelaySeconds] = "3", ["MessageRetentionPeriod"] = "600" });
        var attributes = await _client.GetQueueAttributesAsync(queue, [QueueAttributeName.All]);
        (attributes.VisibilityTimeout, attributes.DelaySeconds, attributes.MessageRetentionPeriod, attributes.ApproximateNumberOfMessages).ShouldBe((42, 3, 600, 0));
        attributes.Attributes["VisibilityTimeout"].ShouldBe("42");
        attributes.QueueARN.ShouldBe($"arn:aws:sqs:us-east-1:000000000000:{queue.Split('/')[^1]}");
        var some = await _client.GetQueueAttributesAsync(queue, ["DelaySeconds"]);
        some.Attributes.ShouldBe(new Dictionary<string, string> { ["DelaySeconds"] = "3" });
        (some.QueueARN, some.VisibilityTimeout).ShouldBe((null, 0));
    }

    [Fact]
    public async Task The_runtime_reads_and_writes_attributes_through_its_own_interface()
    {
        var queue = await fixture.QueueAsync();
        ICoreAmazonSQS core = _client;
        await core.SetAttributesAsync(queue, new() { ["VisibilityTimeout"] = "5" });
        (await core.GetAttributesAsync(queue))["VisibilityTimeout"].ShouldBe("5");
    }

    [Fact]
    public async Task Purge_deletes_all_messages()
    {
        var queue = await fixture.QueueAsync();
        await _client.SendMessageAsync(queue, "one");
        await _client.PurgeQueueAsync(queue);
        (await _client.ReceiveMessageAsync(queue)).Messages.ShouldBeNull();
    }

    [Fact]
    public async Task A_name_that_is_taken_with_other_attributes_is_an_error_of_its_own()
    {
        await _client.CreateQueueAsync(new CreateQueueRequest("taken") { Attributes = new() { ["VisibilityTimeout"] = "1" } });
        await Should.ThrowAsync<QueueNameExistsException>(() => _client.CreateQueueAsync(new CreateQueueRequest("taken") { Attributes = new() { ["VisibilityTimeout"] = "2" } }));
    }

    [Fact]
    public async Task Every_operation_says_that_a_queue_does_not_exist()
    {
        const string Nowhere = "http://localhost/000000000000/nowhere";
        Func<Task>[] operations =
        [
            () => _client.SendMessageAsync(Nowhere, "x"),
            () => _client.SendMessageBatchAsync(Nowhere, [new("a", "x")]),
            () => _client.ReceiveMessageAsync(Nowhere),
            () => _client.DeleteMessageAsync(Nowhere, "handle"),
            () => _client.DeleteMessageBatchAsync(Nowhere, [new("a", "handle")]),
            () => _client.ChangeMessageVisibilityAsync(Nowhere, "handle", 0),
            () => _client.ChangeMessageVisibilityBatchAsync(Nowhere, [new("a", "handle") { VisibilityTimeout = 0 }]),
            () => _client.GetQueueAttributesAsync(Nowhere, ["All"]),
            () => _client.SetQueueAttributesAsync(Nowhere, new() { ["VisibilityTimeout"] = "1" }),
            () => _client.PurgeQueueAsync(Nowhere),
            () => _client.DeleteQueueAsync(Nowhere),
        ];
        foreach (var operation in operations)
        {
            var error = await Should.ThrowAsync<QueueDoesNotExistException>(operation);
            (error.ErrorCode, error.ErrorType, error.StatusCode).ShouldBe(("AWS.SimpleQueueService.NonExistentQueue", ErrorType.Sender, HttpStatusCode.BadRequest));
            error.Message.ShouldNotBeNullOrWhiteSpace();
            error.ShouldBeAssignableTo<AmazonSQSException>();
        }
    }
}
