using Amazon.Runtime;

namespace Amazon.SQS.Model;

/// <summary>What became of each message.</summary>
public class DeleteMessageBatchResponse : AmazonWebServiceResponse
{
    /// <summary>The entries that failed; null when there is none.</summary>
    public List<BatchResultErrorEntry> Failed { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>The messages that are gone; null when there is none.</summary>
    public List<DeleteMessageBatchResultEntry> Successful { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
