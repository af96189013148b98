namespace MyArch.DataDefaults.Tests;

/// <summary>Tests that share one pair of servers and leave it as it was.</summary>
[CollectionDefinition(Name)]
public sealed class PairCollection : ICollectionFixture<PostgresPair>
{
    public const string Name = "pair";
}
