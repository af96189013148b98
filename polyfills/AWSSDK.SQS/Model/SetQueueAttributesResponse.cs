using Amazon.Runtime;

namespace Amazon.SQS.Model;

/// <summary>The settings are accepted. They count within 60 s.</summary>
public class SetQueueAttributesResponse : AmazonWebServiceResponse
{
}
