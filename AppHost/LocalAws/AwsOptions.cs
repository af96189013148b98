using Microsoft.Extensions.Configuration;

namespace MyArch.AppHost.LocalAws;

/// <summary>The configuration section <c>Aws</c>: whether the endpoint is on this machine, and if not, what the things in AWS are called.</summary>
internal sealed class AwsOptions(IConfiguration configuration)
{
    private const string UseLocalKey = "Aws:UseLocal";

    /// <summary>Whether SQS, S3 and DynamoDB are on this machine. <c>false</c>: nothing local starts, and the other keys say what to use.</summary>
    /// <value>The default value is <see langword="true"/>.</value>
    /// <exception cref="StartupException">It is neither true nor false.</exception>
    public bool UseLocal => configuration[UseLocalKey] is not { Length: > 0 } text || (bool.TryParse(text, out var value)
        ? value
        : throw new StartupException($"{UseLocalKey} is '{text}'. It must be true or false."));

    /// <summary><c>Aws:Region</c>: the region's name, <c>eu-central-1</c> for example.</summary>
    public string Region => Required("Aws:Region", "the name of a region");

    /// <summary><c>Aws:Queues:{name}</c>: the queue's URL.</summary>
    public string QueueUrl(string queueName) => Required($"Aws:Queues:{queueName}", "the URL of a queue");

    /// <summary><c>Aws:Buckets:{name}</c>: the bucket's name in AWS, where names are unique in the world.</summary>
    public string BucketName(string bucketName) => Required($"Aws:Buckets:{bucketName}", "the name of a bucket");

    private string Required(string key, string what) => configuration[key] is { Length: > 0 } value
        ? value
        : throw new StartupException($"{UseLocalKey} is false, so {key} must be set to {what}.");
}
