using System.Net;
using Amazon.Runtime;

namespace Amazon.SQS.Model;

/// <summary>A queue of that name was deleted within the last 60 s.</summary>
public class QueueDeletedRecentlyException : AmazonSQSException
{
    public QueueDeletedRecentlyException(string message)
        : base(message)
    {
    }

    public QueueDeletedRecentlyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public QueueDeletedRecentlyException(Exception innerException)
        : base(innerException)
    {
    }

    public QueueDeletedRecentlyException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    public QueueDeletedRecentlyException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }
}
