using System.Net;
using Amazon.Runtime;

namespace Amazon.SQS.Model;

/// <summary>There is no such queue, or the caller may not see it.</summary>
public class QueueDoesNotExistException : AmazonSQSException
{
    public QueueDoesNotExistException(string message)
        : base(message)
    {
    }

    public QueueDoesNotExistException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public QueueDoesNotExistException(Exception innerException)
        : base(innerException)
    {
    }

    public QueueDoesNotExistException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    public QueueDoesNotExistException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }
}
