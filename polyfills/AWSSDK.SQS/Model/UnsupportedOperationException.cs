using System.Net;
using Amazon.Runtime;

namespace Amazon.SQS.Model;

/// <summary>The queue cannot do that.</summary>
public class UnsupportedOperationException : AmazonSQSException
{
    public UnsupportedOperationException(string message)
        : base(message)
    {
    }

    public UnsupportedOperationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public UnsupportedOperationException(Exception innerException)
        : base(innerException)
    {
    }

    public UnsupportedOperationException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    public UnsupportedOperationException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }
}
