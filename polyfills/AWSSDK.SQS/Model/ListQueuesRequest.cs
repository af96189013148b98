namespace Amazon.SQS.Model;

/// <summary>Lists queues.</summary>
public class ListQueuesRequest : AmazonSQSRequest
{
    public ListQueuesRequest()
    {
    }

    public ListQueuesRequest(string queueNamePrefix)
    {
        QueueNamePrefix = queueNamePrefix;
    }

    /// <summary>1 to 1000 on a page; without it there are no pages and at most 1000 results.</summary>
    public int? MaxResults { get; set; }

    /// <summary>The page to continue from.</summary>
    public string NextToken { get; set; }

    /// <summary>What the names start with; all queues if null. Case-sensitive.</summary>
    public string QueueNamePrefix { get; set; }
}
