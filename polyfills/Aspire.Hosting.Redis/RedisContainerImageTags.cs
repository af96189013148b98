namespace Aspire.Hosting.Redis;

/// <summary>The image that <c>AddRedis</c> runs unless told otherwise.</summary>
internal static class RedisContainerImageTags
{
    public const string Registry = "docker.io";

    public const string Image = "library/redis";

    public const string Tag = "8.6";
}
