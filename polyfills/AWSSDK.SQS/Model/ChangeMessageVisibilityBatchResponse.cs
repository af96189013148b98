using Amazon.Runtime;

namespace Amazon.SQS.Model;

/// <summary>What became of each message.</summary>
public class ChangeMessageVisibilityBatchResponse : AmazonWebServiceResponse
{
    /// <summary>The entries that failed; null when there is none.</summary>
    public List<BatchResultErrorEntry> Failed { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>The messages whose new time counts; null when there is none.</summary>
    public List<ChangeMessageVisibilityBatchResultEntry> Successful { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
