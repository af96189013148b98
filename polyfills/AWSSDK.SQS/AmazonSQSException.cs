using System.Net;
using Amazon.Runtime;

namespace Amazon.SQS;

/// <summary>An error that the service answered with, or an answer that does not fit its request. <see cref="AmazonServiceException.ErrorCode"/> is the service's name of it.</summary>
public class AmazonSQSException : AmazonServiceException
{
    public AmazonSQSException(string message)
        : base(message)
    {
    }

    public AmazonSQSException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public AmazonSQSException(Exception innerException)
        : base(innerException)
    {
    }

    public AmazonSQSException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    public AmazonSQSException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }
}
