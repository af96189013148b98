namespace Amazon.SQS.Model;

/// <summary>Creates a queue, or finds the one of that name with the same attributes.</summary>
public class CreateQueueRequest : AmazonSQSRequest
{
    public CreateQueueRequest()
    {
    }

    public CreateQueueRequest(string queueName)
    {
        QueueName = queueName;
    }

    /// <summary>1 to 80 of letters, digits, - and _. Case-sensitive.</summary>
    public string QueueName { get; set; }

    /// <summary>The queue's settings by the names of <see cref="QueueAttributeName"/>.</summary>
    public Dictionary<string, string> Attributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>Labels for the owner's own use.</summary>
    public Dictionary<string, string> Tags { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
