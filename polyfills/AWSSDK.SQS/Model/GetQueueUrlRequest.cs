namespace Amazon.SQS.Model;

/// <summary>Finds a queue by name.</summary>
public class GetQueueUrlRequest : AmazonSQSRequest
{
    public GetQueueUrlRequest()
    {
    }

    public GetQueueUrlRequest(string queueName)
    {
        QueueName = queueName;
    }

    /// <summary>1 to 80 of letters, digits, - and _. Case-sensitive.</summary>
    public string QueueName { get; set; }

    /// <summary>The account of a queue of somebody else.</summary>
    public string QueueOwnerAWSAccountId { get; set; }
}
