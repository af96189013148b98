namespace MyArch.AppHost.LocalAws;

/// <summary>The image of the SQS and S3 endpoint. Pinned here and nowhere else.</summary>
internal static class LocalAwsImageTags
{
    public const string Image = "kibertoad/fauxqs";

    public const string Tag = "2.4.1";
}
