namespace Amazon.SQS.Model;

/// <summary>Receives up to ten messages, and waits for the first if the queue is empty.</summary>
public class ReceiveMessageRequest : AmazonSQSRequest
{
    public ReceiveMessageRequest()
    {
    }

    public ReceiveMessageRequest(string queueUrl)
    {
        QueueUrl = queueUrl;
    }

    /// <summary>The queue, by its URL. Case-sensitive.</summary>
    public string QueueUrl { get; set; }

    /// <summary>1 to 10; 1 if null.</summary>
    public int? MaxNumberOfMessages { get; set; }

    /// <summary>Seconds to wait for the first message, 0 to 20; the queue's own setting if null.</summary>
    public int? WaitTimeSeconds { get; set; }

    /// <summary>Seconds in which no other receive gets the messages, 0 to 43200; the queue's own setting if null.</summary>
    public int? VisibilityTimeout { get; set; }

    /// <summary>The attributes to return: names, prefixes as in <c>bar.*</c>, or <c>All</c>. None if empty.</summary>
    public List<string> MessageAttributeNames { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>The system attributes to return, by the names of <see cref="MessageSystemAttributeName"/>, or <c>All</c>. None if empty.</summary>
    public List<string> MessageSystemAttributeNames { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>For FIFO queues: a repeat with the same id gets the same messages.</summary>
    public string ReceiveRequestAttemptId { get; set; }
}
