using System.Net;
using Amazon.Runtime;

namespace Amazon.SQS.Model;

/// <summary>The message has characters that may not be sent.</summary>
public class InvalidMessageContentsException : AmazonSQSException
{
    public InvalidMessageContentsException(string message)
        : base(message)
    {
    }

    public InvalidMessageContentsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public InvalidMessageContentsException(Exception innerException)
        : base(innerException)
    {
    }

    public InvalidMessageContentsException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    public InvalidMessageContentsException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }
}
