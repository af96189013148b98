namespace MyArch.AppHost.LocalAws;

/// <summary>Adds S3 buckets to the application, and gives services what they need to use them.</summary>
internal static class BucketBuilderExtensions
{
    /// <summary>Adds a bucket.</summary>
    /// <param name="aws">Where the bucket is.</param>
    /// <param name="name">The resource's name: unique among all resources, so rarely the bucket's.</param>
    /// <param name="bucketName">The bucket's name; in AWS the key <c>Aws:Buckets:{bucketName}</c> has its name there. By default <paramref name="name"/>.</param>
    /// <exception cref="StartupException">The bucket is in AWS, and the configuration does not say what it is called.</exception>
    public static IResourceBuilder<BucketResource> AddBucket(this IResourceBuilder<IAwsResource> aws, [ResourceName] string name, string? bucketName = null)
    {
        var local = bucketName ?? name;
        var bucket = new BucketResource(name, aws.Resource is RemoteAwsResource remote ? remote.Options.BucketName(local) : local, aws.Resource);
        return aws.AddChild(bucket, "S3Bucket", new ResourcePropertySnapshot("bucket", bucket.BucketName));
    }

    /// <summary>Lets a service use the bucket: the AWS SDK's own variables, and the bucket's name.</summary>
    /// <param name="service">The service.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="variable">The variable that the service reads the name from.</param>
    public static IResourceBuilder<T> WithReference<T>(this IResourceBuilder<T> service, IResourceBuilder<BucketResource> bucket, string variable = "Storage__Bucket")
        where T : IResourceWithEnvironment => service
            .WithAws(bucket.Resource, "S3")
            .WithEnvironment(variable, bucket.Resource.BucketName);
}
