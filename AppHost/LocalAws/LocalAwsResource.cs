using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;

namespace MyArch.AppHost.LocalAws;

/// <summary>An SQS and S3 endpoint on this machine. It takes any credential.</summary>
internal sealed class LocalAwsResource(string name) : ContainerResource(name), IAwsResource
{
    internal const string EndpointName = "http";
    internal const int TargetPort = 4566;
    private const string Region = "us-east-1";
    private const string Account = "000000000000";
    private const string Credential = "local";

    // A proxied endpoint accepts for a dead endpoint: the time for a whole request is what bounds a wait.
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);

    private EndpointReference? _endpoint;

    public EndpointReference Endpoint => _endpoint ??= new(this, EndpointName);

    public IList<IAwsChildResource> Children { get; } = [];

    public IReadOnlyDictionary<string, object> VariablesFor(string service) => new Dictionary<string, object>
    {
        [$"AWS_ENDPOINT_URL_{service}"] = Endpoint,
        ["AWS_REGION"] = Region,
        ["AWS_ACCESS_KEY_ID"] = Credential,
        ["AWS_SECRET_ACCESS_KEY"] = Credential,
    };

    public ReferenceExpression QueueUrl(string queueName) => ReferenceExpression.Create($"{Endpoint.Property(EndpointProperty.Url)}/{Account}/{queueName}");

    public AmazonSQSClient CreateQueueClient() => new(
        new BasicAWSCredentials(Credential, Credential), new AmazonSQSConfig { ServiceURL = Endpoint.Url, AuthenticationRegion = Region, Timeout = RequestTimeout });

    // Path style: the bucket is no part of the host's name, which would have to resolve.
    public AmazonS3Client CreateStorageClient() => new(
        new BasicAWSCredentials(Credential, Credential), new AmazonS3Config { ServiceURL = Endpoint.Url, AuthenticationRegion = Region, Timeout = RequestTimeout, ForcePathStyle = true });
}
