namespace Amazon.SQS.Model;

/// <summary>Changes a queue's settings.</summary>
public class SetQueueAttributesRequest : AmazonSQSRequest
{
    public SetQueueAttributesRequest()
    {
    }

    public SetQueueAttributesRequest(string queueUrl, Dictionary<string, string> attributes)
    {
        QueueUrl = queueUrl;
        Attributes = attributes;
    }

    /// <summary>The queue, by its URL. Case-sensitive.</summary>
    public string QueueUrl { get; set; }

    /// <summary>The queue's settings by the names of <see cref="QueueAttributeName"/>.</summary>
    public Dictionary<string, string> Attributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
