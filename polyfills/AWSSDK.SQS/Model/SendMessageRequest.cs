namespace Amazon.SQS.Model;

/// <summary>Sends one message.</summary>
public class SendMessageRequest : AmazonSQSRequest
{
    public SendMessageRequest()
    {
    }

    public SendMessageRequest(string queueUrl, string messageBody)
    {
        QueueUrl = queueUrl;
        MessageBody = messageBody;
    }

    /// <summary>The queue, by its URL. Case-sensitive.</summary>
    public string QueueUrl { get; set; }

    /// <summary>1 to 262,144 bytes of text, attributes included. Characters that XML 1.0 has no place for are refused.</summary>
    public string MessageBody { get; set; }

    /// <summary>Seconds until the message can be received, 0 to 900; the queue's own delay if null.</summary>
    public int? DelaySeconds { get; set; }

    /// <summary>At most ten, counted into the message's size.</summary>
    public Dictionary<string, MessageAttributeValue> MessageAttributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>For FIFO queues: repeats within five minutes are dropped.</summary>
    public string MessageDeduplicationId { get; set; }

    /// <summary>For FIFO queues: messages of a group are received in order.</summary>
    public string MessageGroupId { get; set; }

    /// <summary>Only <c>AWSTraceHeader</c> may be sent.</summary>
    public Dictionary<string, MessageSystemAttributeValue> MessageSystemAttributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
