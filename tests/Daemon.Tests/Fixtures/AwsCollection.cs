namespace MyArch.Worker.Daemon.Tests.Fixtures;

/// <summary>The tests that share one endpoint. One after the other: the SDK finds it by variables of the process.</summary>
[CollectionDefinition(Name)]
public sealed class AwsCollection : ICollectionFixture<AwsEndpoint>
{
    public const string Name = "aws";
}
