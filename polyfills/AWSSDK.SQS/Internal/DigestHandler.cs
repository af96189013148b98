#nullable enable
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.SQS.Model;

namespace Amazon.SQS.Internal;

/// <summary>
/// The step of the pipeline that compares what was sent with what the service says it stored, and what came with what the service says it sent. A message whose digest does not fit
/// <b>is</b> on the queue: the exception says that its content is not to be trusted.
/// </summary>
internal sealed class DigestHandler : PipelineHandler
{
    public override void InvokeSync(IExecutionContext executionContext)
    {
        base.InvokeSync(executionContext);
        Check(executionContext.RequestContext.OriginalRequest, executionContext.ResponseContext.Response);
    }

    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var response = await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
        Check(executionContext.RequestContext.OriginalRequest, executionContext.ResponseContext.Response);
        return response;
    }

    private static void Check(AmazonWebServiceRequest request, AmazonWebServiceResponse response)
    {
        switch (request, response)
        {
            case (SendMessageRequest sent, SendMessageResponse stored):
                if (!string.IsNullOrEmpty(stored.MD5OfMessageBody))
                {
                    CheckBody(sent.MessageBody, stored.MD5OfMessageBody, "");
                }

                CheckAttributes(sent.MessageAttributes, stored.MD5OfMessageAttributes, "");
                break;
            case (SendMessageBatchRequest batch, SendMessageBatchResponse { Successful: { } entries }):
                foreach (var stored in entries)
                {
                    var sent = batch.Entries.Find(entry => entry.Id == stored.Id)
                        ?? throw new AmazonSQSException($"The service says that it stored the entry '{stored.Id}', which is not in the batch");
                    CheckBody(sent.MessageBody, stored.MD5OfMessageBody, Which(stored.MessageId));
                    CheckAttributes(sent.MessageAttributes, stored.MD5OfMessageAttributes, Which(stored.MessageId));
                }

                break;
            case (_, ReceiveMessageResponse { Messages: { } messages }):
                foreach (var message in messages)
                {
                    CheckBody(message.Body, message.MD5OfBody, Which(message.MessageId));
                    CheckAttributes(message.MessageAttributes, message.MD5OfMessageAttributes, Which(message.MessageId));
                }

                break;
        }
    }

    private static string Which(string? messageId) => $" for message id {messageId}";

    private static void CheckBody(string? body, string? digest, string which)
    {
        if (!MessageDigest.Fits(body ?? "", digest))
        {
            throw new AmazonSQSException($"MD5 hash mismatch{which}");
        }
    }

    /// <summary>Checks the attributes if the service tells a digest: a receive of some of a message's attributes has one too, of those.</summary>
    private static void CheckAttributes(Dictionary<string, MessageAttributeValue>? attributes, string? digest, string which)
    {
        if (attributes is { Count: > 0 } && !string.IsNullOrEmpty(digest) && !MessageDigest.Fits(attributes, digest))
        {
            throw new AmazonSQSException($"Attribute MD5 hash mismatch{which}");
        }
    }
}
