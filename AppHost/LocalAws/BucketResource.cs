using Amazon.S3;
using Amazon.S3.Model;

namespace MyArch.AppHost.LocalAws;

/// <summary>An S3 bucket.</summary>
/// <param name="name">The resource's name.</param>
/// <param name="bucketName">The bucket's name.</param>
/// <param name="parent">Where it is.</param>
internal sealed class BucketResource(string name, string bucketName, IAwsResource parent) : Resource(name), IAwsChildResource
{
    private const string OwnAlready = "BucketAlreadyOwnedByYou";

    public IAwsResource Parent { get; } = parent;

    public string BucketName { get; } = bucketName;

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        using var client = Parent.CreateStorageClient();
        try
        {
            await client.PutBucketAsync(BucketName, cancellationToken);
        }
        catch (AmazonS3Exception failure) when (failure.ErrorCode == OwnAlready)
        {
            // Made by an earlier start.
        }
    }

    public async Task<string?> FindProblemAsync(CancellationToken cancellationToken)
    {
        using var client = Parent.CreateStorageClient();
        try
        {
            await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = BucketName, MaxKeys = 1 }, cancellationToken);
            return null;
        }
        catch (NoSuchBucketException)
        {
            return "The bucket does not exist.";
        }
    }
}
