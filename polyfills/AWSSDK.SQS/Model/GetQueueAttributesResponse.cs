using Amazon.Runtime;

namespace Amazon.SQS.Model;

/// <summary>A queue's settings and counts.</summary>
public partial class GetQueueAttributesResponse : AmazonWebServiceResponse
{
    /// <summary>The queue's settings by the names of <see cref="QueueAttributeName"/>.</summary>
    public Dictionary<string, string> Attributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
