namespace Amazon.SQS.Model;

/// <summary>Deletes all messages of a queue.</summary>
public class PurgeQueueRequest : AmazonSQSRequest
{
    /// <summary>The queue, by its URL. Case-sensitive.</summary>
    public string QueueUrl { get; set; }
}
