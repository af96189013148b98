using Amazon.Runtime;

namespace Amazon.SQS;

/// <summary>A request to the service.</summary>
public class AmazonSQSRequest : AmazonWebServiceRequest
{
}
