using Amazon.S3;
using Amazon.SQS;

namespace MyArch.AppHost.LocalAws;

/// <summary>Where queues and buckets are: the endpoint on this machine, or an AWS region.</summary>
internal interface IAwsResource : IResource
{
    /// <summary>The queues and buckets, in the order in which they were added.</summary>
    IList<IAwsChildResource> Children { get; }

    /// <summary>The AWS SDK's own variables that lead a service there.</summary>
    /// <param name="service">What the SDK calls it: <c>SQS</c> or <c>S3</c>.</param>
    IReadOnlyDictionary<string, object> VariablesFor(string service);

    /// <summary>The address of a queue, which is what services know of it.</summary>
    ReferenceExpression QueueUrl(string queueName);

    /// <summary>A client of the AppHost's own; the caller disposes it.</summary>
    AmazonSQSClient CreateQueueClient();

    /// <inheritdoc cref="CreateQueueClient"/>
    AmazonS3Client CreateStorageClient();
}
