namespace Amazon.SQS.Tests;

/// <summary>The tests that share one endpoint.</summary>
[CollectionDefinition(Name)]
public sealed class QueueCollection : ICollectionFixture<QueueFixture>
{
    public const string Name = "endpoint";
}
