using System.Net;
using Amazon.Runtime;

namespace Amazon.SQS.Model;

/// <summary>The message is not hidden at the moment, so its time cannot be changed.</summary>
public class MessageNotInflightException : AmazonSQSException
{
    public MessageNotInflightException(string message)
        : base(message)
    {
    }

    public MessageNotInflightException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public MessageNotInflightException(Exception innerException)
        : base(innerException)
    {
    }

    public MessageNotInflightException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    public MessageNotInflightException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }
}
