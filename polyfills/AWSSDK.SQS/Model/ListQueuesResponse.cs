using Amazon.Runtime;

namespace Amazon.SQS.Model;

/// <summary>A page of queues.</summary>
public class ListQueuesResponse : AmazonWebServiceResponse
{
    /// <summary>The next page; null on the last.</summary>
    public string NextToken { get; set; }

    /// <summary>The queues of this page.</summary>
    public List<string> QueueUrls { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
