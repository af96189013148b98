namespace Amazon.SQS.Model;

/// <summary>Reads a queue's settings and counts.</summary>
public class GetQueueAttributesRequest : AmazonSQSRequest
{
    public GetQueueAttributesRequest()
    {
    }

    public GetQueueAttributesRequest(string queueUrl, List<string> attributeNames)
    {
        QueueUrl = queueUrl;
        AttributeNames = attributeNames;
    }

    /// <summary>The queue, by its URL. Case-sensitive.</summary>
    public string QueueUrl { get; set; }

    /// <summary>Names of <see cref="QueueAttributeName"/>, or <c>All</c>. None if empty.</summary>
    public List<string> AttributeNames { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
