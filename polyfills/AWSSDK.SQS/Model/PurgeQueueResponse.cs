using Amazon.Runtime;

namespace Amazon.SQS.Model;

/// <summary>The messages are being deleted, within 60 s.</summary>
public class PurgeQueueResponse : AmazonWebServiceResponse
{
}
