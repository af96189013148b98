using Amazon.Runtime;

namespace Amazon.SQS.Model;

/// <summary>The queue exists.</summary>
public class CreateQueueResponse : AmazonWebServiceResponse
{
    /// <summary>The queue, by its URL. Case-sensitive.</summary>
    public string QueueUrl { get; set; }
}
