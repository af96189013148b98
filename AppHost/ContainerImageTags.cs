namespace MyArch.AppHost;

/// <summary>The versions of the images that the data tier runs. Pinned here and nowhere else.</summary>
internal static class ContainerImageTags
{
    /// <summary><c>library/redis</c>. Only features of 7.0 are used, so any 7.x serves.</summary>
    public const string Redis = "7.2";

    /// <summary><c>library/postgres</c>. The major version decides the format of the data volume: raising it needs a dump and restore.</summary>
    public const string Postgres = "15";

    /// <summary><c>amazon/dynamodb-local</c>.</summary>
    public const string DynamoDb = "2.6.1";
}
