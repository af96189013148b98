#nullable enable
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.SQS.Model;

namespace Amazon.SQS.Internal;

/// <summary>The operations of the service: what goes into each request and what comes out of each answer (docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference).</summary>
internal static class Operations
{
    public static InvokeOptions ChangeMessageVisibility { get; } = Of<ChangeMessageVisibilityRequest, ChangeMessageVisibilityResponse>(
        nameof(ChangeMessageVisibility),
        static (writer, request) =>
        {
            writer.Text("QueueUrl", request.QueueUrl);
            writer.Text("ReceiptHandle", request.ReceiptHandle);
            writer.Number("VisibilityTimeout", request.VisibilityTimeout);
        });

    public static InvokeOptions ChangeMessageVisibilityBatch { get; } = Of<ChangeMessageVisibilityBatchRequest, ChangeMessageVisibilityBatchResponse>(
        nameof(ChangeMessageVisibilityBatch),
        static (writer, request) =>
        {
            writer.Text("QueueUrl", request.QueueUrl);
            writer.Objects("Entries", request.Entries, static (writer, entry) =>
            {
                writer.Text("Id", entry.Id);
                writer.Text("ReceiptHandle", entry.ReceiptHandle);
                writer.Number("VisibilityTimeout", entry.VisibilityTimeout);
            });
        },
        static answer => new()
        {
            Failed = answer.Objects("Failed", Failure),
            Successful = answer.Objects("Successful", static entry => new ChangeMessageVisibilityBatchResultEntry { Id = entry.Text("Id") }),
        });

    public static InvokeOptions CreateQueue { get; } = Of<CreateQueueRequest, CreateQueueResponse>(
        nameof(CreateQueue),
        static (writer, request) =>
        {
            writer.Text("QueueName", request.QueueName);
            writer.Texts("Attributes", request.Attributes);
            writer.Texts("tags", request.Tags);
        },
        static answer => new() { QueueUrl = answer.Text("QueueUrl") });

    public static InvokeOptions DeleteMessage { get; } = Of<DeleteMessageRequest, DeleteMessageResponse>(
        nameof(DeleteMessage),
        static (writer, request) =>
        {
            writer.Text("QueueUrl", request.QueueUrl);
            writer.Text("ReceiptHandle", request.ReceiptHandle);
        });

    public static InvokeOptions DeleteMessageBatch { get; } = Of<DeleteMessageBatchRequest, DeleteMessageBatchResponse>(
        nameof(DeleteMessageBatch),
        static (writer, request) =>
        {
            writer.Text("QueueUrl", request.QueueUrl);
            writer.Objects("Entries", request.Entries, static (writer, entry) =>
            {
                writer.Text("Id", entry.Id);
                writer.Text("ReceiptHandle", entry.ReceiptHandle);
            });
        },
        static answer => new()
        {
            Failed = answer.Objects("Failed", Failure),
            Successful = answer.Objects("Successful", static entry => new DeleteMessageBatchResultEntry { Id = entry.Text("Id") }),
        });

    public static InvokeOptions DeleteQueue { get; } = Of<DeleteQueueRequest, DeleteQueueResponse>(
        nameof(DeleteQueue), static (writer, request) => writer.Text("QueueUrl", request.QueueUrl));

    public static InvokeOptions GetQueueAttributes { get; } = Of<GetQueueAttributesRequest, GetQueueAttributesResponse>(
        nameof(GetQueueAttributes),
        static (writer, request) =>
        {
            writer.Text("QueueUrl", request.QueueUrl);
            writer.Texts("AttributeNames", request.AttributeNames);
        },
        static answer => new() { Attributes = answer.TextsByName("Attributes") });

    public static InvokeOptions GetQueueUrl { get; } = Of<GetQueueUrlRequest, GetQueueUrlResponse>(
        nameof(GetQueueUrl),
        static (writer, request) =>
        {
            writer.Text("QueueName", request.QueueName);
            writer.Text("QueueOwnerAWSAccountId", request.QueueOwnerAWSAccountId);
        },
        static answer => new() { QueueUrl = answer.Text("QueueUrl") });

    public static InvokeOptions ListQueues { get; } = Of<ListQueuesRequest, ListQueuesResponse>(
        nameof(ListQueues),
        static (writer, request) =>
        {
            writer.Number("MaxResults", request.MaxResults);
            writer.Text("NextToken", request.NextToken);
            writer.Text("QueueNamePrefix", request.QueueNamePrefix);
        },
        static answer => new() { NextToken = answer.Text("NextToken"), QueueUrls = answer.Texts("QueueUrls") });

    public static InvokeOptions PurgeQueue { get; } = Of<PurgeQueueRequest, PurgeQueueResponse>(
        nameof(PurgeQueue), static (writer, request) => writer.Text("QueueUrl", request.QueueUrl));

    public static InvokeOptions ReceiveMessage { get; } = Of<ReceiveMessageRequest, ReceiveMessageResponse>(
        nameof(ReceiveMessage),
        static (writer, request) =>
        {
            writer.Text("QueueUrl", request.QueueUrl);
            writer.Number("MaxNumberOfMessages", request.MaxNumberOfMessages);
            writer.Number("WaitTimeSeconds", request.WaitTimeSeconds);
            writer.Number("VisibilityTimeout", request.VisibilityTimeout);
            writer.Texts("MessageAttributeNames", request.MessageAttributeNames);
            writer.Texts("MessageSystemAttributeNames", request.MessageSystemAttributeNames);
            writer.Text("ReceiveRequestAttemptId", request.ReceiveRequestAttemptId);
        },
        static answer => new()
        {
            Messages = answer.Objects("Messages", static message => new Message
            {
                Attributes = message.TextsByName("Attributes"),
                Body = message.Text("Body"),
                MD5OfBody = message.Text("MD5OfBody"),
                MD5OfMessageAttributes = message.Text("MD5OfMessageAttributes"),
                MessageAttributes = message.Attributes("MessageAttributes"),
                MessageId = message.Text("MessageId"),
                ReceiptHandle = message.Text("ReceiptHandle"),
            }),
        });

    public static InvokeOptions SendMessage { get; } = Of<SendMessageRequest, SendMessageResponse>(
        nameof(SendMessage),
        static (writer, request) =>
        {
            writer.Text("QueueUrl", request.QueueUrl);
            writer.Text("MessageBody", request.MessageBody);
            writer.Number("DelaySeconds", request.DelaySeconds);
            writer.Attributes("MessageAttributes", request.MessageAttributes);
            writer.Attributes("MessageSystemAttributes", request.MessageSystemAttributes);
            writer.Text("MessageDeduplicationId", request.MessageDeduplicationId);
            writer.Text("MessageGroupId", request.MessageGroupId);
        },
        static answer => new()
        {
            MD5OfMessageAttributes = answer.Text("MD5OfMessageAttributes"),
            MD5OfMessageBody = answer.Text("MD5OfMessageBody"),
            MD5OfMessageSystemAttributes = answer.Text("MD5OfMessageSystemAttributes"),
            MessageId = answer.Text("MessageId"),
            SequenceNumber = answer.Text("SequenceNumber"),
        });

    public static InvokeOptions SendMessageBatch { get; } = Of<SendMessageBatchRequest, SendMessageBatchResponse>(
        nameof(SendMessageBatch),
        static (writer, request) =>
        {
            writer.Text("QueueUrl", request.QueueUrl);
            writer.Objects("Entries", request.Entries, static (writer, entry) =>
            {
                writer.Text("Id", entry.Id);
                writer.Text("MessageBody", entry.MessageBody);
                writer.Number("DelaySeconds", entry.DelaySeconds);
                writer.Attributes("MessageAttributes", entry.MessageAttributes);
                writer.Attributes("MessageSystemAttributes", entry.MessageSystemAttributes);
                writer.Text("MessageDeduplicationId", entry.MessageDeduplicationId);
                writer.Text("MessageGroupId", entry.MessageGroupId);
            });
        },
        static answer => new()
        {
            Failed = answer.Objects("Failed", Failure),
            Successful = answer.Objects("Successful", static entry => new SendMessageBatchResultEntry
            {
                Id = entry.Text("Id"),
                MD5OfMessageAttributes = entry.Text("MD5OfMessageAttributes"),
                MD5OfMessageBody = entry.Text("MD5OfMessageBody"),
                MD5OfMessageSystemAttributes = entry.Text("MD5OfMessageSystemAttributes"),
                MessageId = entry.Text("MessageId"),
                SequenceNumber = entry.Text("SequenceNumber"),
            }),
        });

    public static InvokeOptions SetQueueAttributes { get; } = Of<SetQueueAttributesRequest, SetQueueAttributesResponse>(
        nameof(SetQueueAttributes),
        static (writer, request) =>
        {
            writer.Text("QueueUrl", request.QueueUrl);
            writer.Texts("Attributes", request.Attributes);
        });

    private static BatchResultErrorEntry Failure(JsonElement entry) => new()
    {
        Code = entry.Text("Code"),
        Id = entry.Text("Id"),
        Message = entry.Text("Message"),
        SenderFault = entry.Flag("SenderFault"),
    };

    private static InvokeOptions Of<TRequest, TResponse>(string name, Action<Utf8JsonWriter, TRequest> write, Func<JsonElement, TResponse>? read = null)
        where TRequest : AmazonSQSRequest
        where TResponse : AmazonWebServiceResponse, new() => new()
        {
            RequestMarshaller = new OperationMarshaller<TRequest>(name, write),
            ResponseUnmarshaller = new OperationUnmarshaller<TResponse>(read ?? (static _ => new TResponse())),
        };
}
