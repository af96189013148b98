using System.Net;
using Amazon.Runtime;
using Amazon.SQS.Model;

namespace Amazon.SQS.Tests;

/// <summary>What goes over the wire, and what comes of answers that a real endpoint does not give on demand.</summary>
public sealed class WireTests
{
    private const string Queue = "http://localhost/000000000000/jobs";

    // MD5 of "hello" and of "another".
    private const string Hello = "5d41402abc4b2a76b9719d911017c592";
    private const string Other = "b32d73e56ec99bc5ec8f83871cde708a";

    [Fact]
    public async Task A_request_is_signed_and_says_its_operation()
    {
        await using var stub = await StubService.StartAsync(static _ => (200, "{}"));
        using var client = QueueFixture.ClientOf(stub.Url);
        var response = await client.SendMessageAsync(Queue, "hello");
        response.ResponseMetadata.RequestId.ShouldBe("request-0");
        var headers = stub.Requests.ShouldHaveSingleItem();
        headers["X-Amz-Target"].ShouldBe("AmazonSQS.SendMessage");
        headers["Content-Type"].ShouldBe("application/x-amz-json-1.0");
        headers["Authorization"].ShouldStartWith("AWS4-HMAC-SHA256 Credential=local/");
        headers["Authorization"].ShouldContain("/us-east-1/sqs/aws4_request");
        headers["User-Agent"].ShouldContain("api/SQS#4.0");
    }

    [Fact]
    public async Task An_answer_without_a_body_is_no_error()
    {
        await using var stub = await StubService.StartAsync(static _ => (200, ""));
        using var client = QueueFixture.ClientOf(stub.Url);
        (await client.DeleteMessageAsync(Queue, "handle")).HttpStatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.ReceiveMessageAsync(Queue)).Messages.ShouldBeNull();
    }

    [Theory]
    [InlineData(500, """{"__type":"com.amazonaws.sqs#InternalError","message":"later"}""")]
    [InlineData(503, "<html>gone for lunch</html>")]
    [InlineData(400, """{"__type":"com.amazonaws.sqs#RequestThrottled","message":"slowly"}""")]
    public async Task A_fault_that_may_pass_is_tried_again(int status, string body)
    {
        await using var stub = await StubService.StartAsync(number => number < 2 ? (status, body) : (200, $$"""{"MessageId":"m","MD5OfMessageBody":"{{Hello}}"}"""));
        using var client = QueueFixture.ClientOf(stub.Url, static config => config.MaxErrorRetry = 3);
        (await client.SendMessageAsync(Queue, "hello")).MessageId.ShouldBe("m");
        stub.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_senders_error_is_not_tried_again_and_has_the_services_words()
    {
        await using var stub = await StubService.StartAsync(static _ => (400, """{"__type":"com.amazonaws.sqs#SomethingNew","message":"not like this"}"""));
        using var client = QueueFixture.ClientOf(stub.Url);
        var error = await Should.ThrowAsync<AmazonSQSException>(() => client.SendMessageAsync(Queue, "hello"));
        (error.GetType(), error.ErrorCode, error.Message, error.StatusCode, error.RequestId).ShouldBe(
            (typeof(AmazonSQSException), "SomethingNew", "not like this", HttpStatusCode.BadRequest, "request-0"));
        stub.Requests.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"MessageId":""")]
    [InlineData("[]")]
    [InlineData("""{"MessageId":7}""")]
    public async Task An_answer_that_is_none_is_an_error(string body)
    {
        await using var stub = await StubService.StartAsync(_ => (200, body));
        using var client = QueueFixture.ClientOf(stub.Url);
        await Should.ThrowAsync<AmazonUnmarshallingException>(() => client.SendMessageAsync(Queue, "hello"));
    }

    [Fact]
    public async Task A_send_whose_digest_does_not_fit_is_an_error()
    {
        await using var stub = await StubService.StartAsync(static _ => (200, $$"""{"MessageId":"m","MD5OfMessageBody":"{{Other}}"}"""));
        using var client = QueueFixture.ClientOf(stub.Url);
        (await Should.ThrowAsync<AmazonSQSException>(() => client.SendMessageAsync(Queue, "hello"))).Message.ShouldBe("MD5 hash mismatch");
        stub.Requests.ShouldHaveSingleItem("a second send would double the message");
    }

    [Fact]
    public async Task A_send_whose_attributes_digest_does_not_fit_is_an_error()
    {
        await using var stub = await StubService.StartAsync(static _ => (200, $$"""{"MessageId":"m","MD5OfMessageBody":"{{Hello}}","MD5OfMessageAttributes":"{{Other}}"}"""));
        using var client = QueueFixture.ClientOf(stub.Url);
        var request = new SendMessageRequest(Queue, "hello") { MessageAttributes = new() { ["type"] = new() { DataType = "String", StringValue = "Greeting" } } };
        (await Should.ThrowAsync<AmazonSQSException>(() => client.SendMessageAsync(request))).Message.ShouldBe("Attribute MD5 hash mismatch");
    }

    [Fact]
    public async Task One_wrong_digest_in_a_batch_is_an_error()
    {
        await using var stub = await StubService.StartAsync(static _ => (200,
            $$"""{"Successful":[{"Id":"a","MessageId":"m1","MD5OfMessageBody":"{{Hello}}"},{"Id":"b","MessageId":"m2","MD5OfMessageBody":"{{Other}}"}]}"""));
        using var client = QueueFixture.ClientOf(stub.Url);
        (await Should.ThrowAsync<AmazonSQSException>(() => client.SendMessageBatchAsync(Queue, [new("a", "hello"), new("b", "hello")])))
            .Message.ShouldBe("MD5 hash mismatch for message id m2");
    }

    [Fact]
    public async Task A_received_message_whose_digest_does_not_fit_is_an_error()
    {
        await using var stub = await StubService.StartAsync(static _ => (200,
            $$"""{"Messages":[{"MessageId":"m","ReceiptHandle":"r","Body":"hello","MD5OfBody":"{{Other}}"}]}"""));
        using var client = QueueFixture.ClientOf(stub.Url);
        (await Should.ThrowAsync<AmazonSQSException>(() => client.ReceiveMessageAsync(Queue))).Message.ShouldBe("MD5 hash mismatch for message id m");
    }
}
