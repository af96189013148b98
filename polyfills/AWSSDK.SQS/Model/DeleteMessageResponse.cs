using Amazon.Runtime;

namespace Amazon.SQS.Model;

/// <summary>The message is gone.</summary>
public class DeleteMessageResponse : AmazonWebServiceResponse
{
}
