using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.SharedInterfaces;
using Amazon.SQS.Model;

namespace Amazon.SQS;

/// <summary>Amazon Simple Queue Service. Every call can fail with an <see cref="AmazonSQSException"/>; an endpoint that cannot be reached is an <see cref="AmazonClientException"/> or a socket's error after the retries.</summary>
public interface IAmazonSQS : IAmazonService, ICoreAmazonSQS, IDisposable
{
    // The interface has these two itself, or it could not be a type argument.
    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonSQSConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonSQSClient(awsCredentials, (AmazonSQSConfig)clientConfig);

    /// <summary>Sets anew how long a received message stays hidden.</summary>
    Task<ChangeMessageVisibilityResponse> ChangeMessageVisibilityAsync(string queueUrl, string receiptHandle, int? visibilityTimeout, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ChangeMessageVisibilityAsync(string, string, int?, CancellationToken)"/>
    Task<ChangeMessageVisibilityResponse> ChangeMessageVisibilityAsync(ChangeMessageVisibilityRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sets anew how long up to ten received messages stay hidden. Look at <c>Failed</c>: entries fail one by one.</summary>
    Task<ChangeMessageVisibilityBatchResponse> ChangeMessageVisibilityBatchAsync(string queueUrl, List<ChangeMessageVisibilityBatchRequestEntry> entries, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ChangeMessageVisibilityBatchAsync(string, List{ChangeMessageVisibilityBatchRequestEntry}, CancellationToken)"/>
    Task<ChangeMessageVisibilityBatchResponse> ChangeMessageVisibilityBatchAsync(ChangeMessageVisibilityBatchRequest request, CancellationToken cancellationToken = default);

    /// <summary>Creates a queue, or finds the one of that name with the same attributes.</summary>
    Task<CreateQueueResponse> CreateQueueAsync(string queueName, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="CreateQueueAsync(string, CancellationToken)"/>
    Task<CreateQueueResponse> CreateQueueAsync(CreateQueueRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes a received message.</summary>
    Task<DeleteMessageResponse> DeleteMessageAsync(string queueUrl, string receiptHandle, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="DeleteMessageAsync(string, string, CancellationToken)"/>
    Task<DeleteMessageResponse> DeleteMessageAsync(DeleteMessageRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes up to ten received messages. Look at <c>Failed</c>: entries fail one by one.</summary>
    Task<DeleteMessageBatchResponse> DeleteMessageBatchAsync(string queueUrl, List<DeleteMessageBatchRequestEntry> entries, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="DeleteMessageBatchAsync(string, List{DeleteMessageBatchRequestEntry}, CancellationToken)"/>
    Task<DeleteMessageBatchResponse> DeleteMessageBatchAsync(DeleteMessageBatchRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes a queue with its messages.</summary>
    Task<DeleteQueueResponse> DeleteQueueAsync(string queueUrl, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="DeleteQueueAsync(string, CancellationToken)"/>
    Task<DeleteQueueResponse> DeleteQueueAsync(DeleteQueueRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads a queue's settings and counts.</summary>
    Task<GetQueueAttributesResponse> GetQueueAttributesAsync(string queueUrl, List<string> attributeNames, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="GetQueueAttributesAsync(string, List{string}, CancellationToken)"/>
    Task<GetQueueAttributesResponse> GetQueueAttributesAsync(GetQueueAttributesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Finds a queue by name.</summary>
    Task<GetQueueUrlResponse> GetQueueUrlAsync(string queueName, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="GetQueueUrlAsync(string, CancellationToken)"/>
    Task<GetQueueUrlResponse> GetQueueUrlAsync(GetQueueUrlRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists queues.</summary>
    Task<ListQueuesResponse> ListQueuesAsync(string queueNamePrefix, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ListQueuesAsync(string, CancellationToken)"/>
    Task<ListQueuesResponse> ListQueuesAsync(ListQueuesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes all messages of a queue.</summary>
    Task<PurgeQueueResponse> PurgeQueueAsync(string queueUrl, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="PurgeQueueAsync(string, CancellationToken)"/>
    Task<PurgeQueueResponse> PurgeQueueAsync(PurgeQueueRequest request, CancellationToken cancellationToken = default);

    /// <summary>Receives up to ten messages.</summary>
    Task<ReceiveMessageResponse> ReceiveMessageAsync(string queueUrl, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ReceiveMessageAsync(string, CancellationToken)"/>
    Task<ReceiveMessageResponse> ReceiveMessageAsync(ReceiveMessageRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sends one message.</summary>
    Task<SendMessageResponse> SendMessageAsync(string queueUrl, string messageBody, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="SendMessageAsync(string, string, CancellationToken)"/>
    Task<SendMessageResponse> SendMessageAsync(SendMessageRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sends up to ten messages. Look at <c>Failed</c>: entries fail one by one.</summary>
    Task<SendMessageBatchResponse> SendMessageBatchAsync(string queueUrl, List<SendMessageBatchRequestEntry> entries, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="SendMessageBatchAsync(string, List{SendMessageBatchRequestEntry}, CancellationToken)"/>
    Task<SendMessageBatchResponse> SendMessageBatchAsync(SendMessageBatchRequest request, CancellationToken cancellationToken = default);

    /// <summary>Changes a queue's settings.</summary>
    Task<SetQueueAttributesResponse> SetQueueAttributesAsync(string queueUrl, Dictionary<string, string> attributes, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="SetQueueAttributesAsync(string, Dictionary{string, string}, CancellationToken)"/>
    Task<SetQueueAttributesResponse> SetQueueAttributesAsync(SetQueueAttributesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Where the request would go.</summary>
    Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request);
}
