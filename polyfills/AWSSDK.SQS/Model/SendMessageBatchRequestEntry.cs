namespace Amazon.SQS.Model;

/// <summary>One message of a batch.</summary>
public class SendMessageBatchRequestEntry
{
    public SendMessageBatchRequestEntry()
    {
    }

    public SendMessageBatchRequestEntry(string id, string messageBody)
    {
        Id = id;
        MessageBody = messageBody;
    }

    /// <summary>The entry's id within its batch: 1 to 80 of letters, digits, - and _.</summary>
    public string Id { get; set; }

    /// <summary>See <see cref="SendMessageRequest.MessageBody"/>.</summary>
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
