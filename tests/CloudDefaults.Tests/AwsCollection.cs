namespace MyArch.CloudDefaults.Tests;

/// <summary>The tests that share one endpoint.</summary>
[CollectionDefinition(Name)]
public sealed class AwsCollection : ICollectionFixture<AwsEndpoint>
{
    public const string Name = "aws";
}
