using Amazon;
using Amazon.S3;
using Amazon.SQS;

namespace MyArch.AppHost.LocalAws;

/// <summary>
/// A region of AWS with queues and buckets that exist. Nothing is made or started; credentials are the ones that the AWS SDK finds by itself, in services and in the AppHost.
/// </summary>
internal sealed class RemoteAwsResource(string name, AwsOptions options) : Resource(name), IAwsResource
{
    public AwsOptions Options { get; } = options;

    public IList<IAwsChildResource> Children { get; } = [];

    public IReadOnlyDictionary<string, object> VariablesFor(string service) => new Dictionary<string, object> { ["AWS_REGION"] = Options.Region };

    public ReferenceExpression QueueUrl(string queueName) => ReferenceExpression.Create($"{Options.QueueUrl(queueName)}");

    public AmazonSQSClient CreateQueueClient() => new(RegionEndpoint.GetBySystemName(Options.Region));

    public AmazonS3Client CreateStorageClient() => new(RegionEndpoint.GetBySystemName(Options.Region));
}
