using Amazon.Runtime;

namespace Amazon.SQS.Model;

/// <summary>The queue is gone.</summary>
public class DeleteQueueResponse : AmazonWebServiceResponse
{
}
