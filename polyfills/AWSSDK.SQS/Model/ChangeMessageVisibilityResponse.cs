using Amazon.Runtime;

namespace Amazon.SQS.Model;

/// <summary>The new time counts.</summary>
public class ChangeMessageVisibilityResponse : AmazonWebServiceResponse
{
}
