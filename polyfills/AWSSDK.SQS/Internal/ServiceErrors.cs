#nullable enable
using Amazon.Runtime.Internal;
using Amazon.SQS.Model;

namespace Amazon.SQS.Internal;

/// <summary>The exceptions by the names that the service's model gives its errors.</summary>
internal static class ServiceErrors
{
    /// <param name="type">The error's name in the answer, without its namespace.</param>
    /// <param name="error">The error, with the code that the caller is to see.</param>
    public static AmazonSQSException Create(string? type, ErrorResponse error) => type switch
    {
        "BatchEntryIdsNotDistinct" => new BatchEntryIdsNotDistinctException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
        "BatchRequestTooLong" => new BatchRequestTooLongException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
        "EmptyBatchRequest" => new EmptyBatchRequestException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
        "InvalidAddress" => new InvalidAddressException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
        "InvalidAttributeName" => new InvalidAttributeNameException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
        "InvalidAttributeValue" => new InvalidAttributeValueException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
        "InvalidBatchEntryId" => new InvalidBatchEntryIdException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
        "InvalidIdFormat" => new InvalidIdFormatException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
        "InvalidMessageContents" => new InvalidMessageContentsException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
        "InvalidSecurity" => new InvalidSecurityException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
        "MessageNotInflight" => new MessageNotInflightException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
        "OverLimit" => new OverLimitException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
        "PurgeQueueInProgress" => new PurgeQueueInProgressException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
        "QueueDeletedRecently" => new QueueDeletedRecentlyException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
        "QueueDoesNotExist" => new QueueDoesNotExistException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
        "QueueNameExists" => new QueueNameExistsException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
        "ReceiptHandleIsInvalid" => new ReceiptHandleIsInvalidException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
        "RequestThrottled" => new RequestThrottledException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
        "TooManyEntriesInBatchRequest" => new TooManyEntriesInBatchRequestException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
        "UnsupportedOperation" => new UnsupportedOperationException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
        _ => new AmazonSQSException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
    };
}
