using System.Net;
using Amazon.Runtime;

namespace Amazon.SQS.Model;

/// <summary>A queue has no such attribute.</summary>
public class InvalidAttributeNameException : AmazonSQSException
{
    public InvalidAttributeNameException(string message)
        : base(message)
    {
    }

    public InvalidAttributeNameException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public InvalidAttributeNameException(Exception innerException)
        : base(innerException)
    {
    }

    public InvalidAttributeNameException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    public InvalidAttributeNameException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }
}
