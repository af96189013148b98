using Amazon.Runtime;

namespace Amazon.SQS.Model;

/// <summary>The messages that were there.</summary>
public class ReceiveMessageResponse : AmazonWebServiceResponse
{
    /// <summary>Null or empty when none came.</summary>
    public List<Message> Messages { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
