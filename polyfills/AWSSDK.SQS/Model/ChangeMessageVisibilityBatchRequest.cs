namespace Amazon.SQS.Model;

/// <summary>Sets anew how long up to ten received messages stay hidden.</summary>
public class ChangeMessageVisibilityBatchRequest : AmazonSQSRequest
{
    public ChangeMessageVisibilityBatchRequest()
    {
    }

    public ChangeMessageVisibilityBatchRequest(string queueUrl, List<ChangeMessageVisibilityBatchRequestEntry> entries)
    {
        QueueUrl = queueUrl;
        Entries = entries;
    }

    /// <summary>The queue, by its URL. Case-sensitive.</summary>
    public string QueueUrl { get; set; }

    /// <summary>1 to 10 receipts.</summary>
    public List<ChangeMessageVisibilityBatchRequestEntry> Entries { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
