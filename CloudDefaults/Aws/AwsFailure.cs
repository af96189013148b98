using Amazon.Runtime;

namespace MyArch.CloudDefaults.Aws;

/// <summary>What the AWS SDK throws when an endpoint refuses, breaks or is away: its own exceptions, the network's, and a time-out in either clothing.</summary>
public static class AwsFailure
{
    /// <summary>Whether the exception says that a call to AWS failed. A call that its caller gave up is none.</summary>
    public static bool IsOne(Exception exception) => exception
        is AmazonClientException or AmazonServiceException or HttpRequestException or IOException or TimeoutException
        or TaskCanceledException { InnerException: TimeoutException };
}
