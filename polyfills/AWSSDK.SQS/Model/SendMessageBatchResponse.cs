using Amazon.Runtime;

namespace Amazon.SQS.Model;

/// <summary>What became of each message. The call as a whole succeeds when some or all of them failed.</summary>
public class SendMessageBatchResponse : AmazonWebServiceResponse
{
    /// <summary>The entries that failed; null when there is none.</summary>
    public List<BatchResultErrorEntry> Failed { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>The messages that are stored; null when there is none.</summary>
    public List<SendMessageBatchResultEntry> Successful { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
