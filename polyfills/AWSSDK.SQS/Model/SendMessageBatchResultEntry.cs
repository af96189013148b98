namespace Amazon.SQS.Model;

/// <summary>A stored message of a batch.</summary>
public class SendMessageBatchResultEntry
{
    /// <summary>The entry's id within its batch: 1 to 80 of letters, digits, - and _.</summary>
    public string Id { get; set; }

    /// <summary>The id that the service gave the message.</summary>
    public string MessageId { get; set; }

    /// <summary>The digest of the attributes as the service received them, in hexadecimal.</summary>
    public string MD5OfMessageAttributes { get; set; }

    /// <summary>The digest of the body as the service received it, in hexadecimal.</summary>
    public string MD5OfMessageBody { get; set; }

    /// <summary>The digest of the system attributes, in hexadecimal.</summary>
    public string MD5OfMessageSystemAttributes { get; set; }

    /// <summary>For FIFO queues: the message's place in its group.</summary>
    public string SequenceNumber { get; set; }
}
