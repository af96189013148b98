namespace MyArch.Catalog.Tests;

/// <summary>The tests that share the data tier, one after another: some of them pause or stop it.</summary>
[CollectionDefinition(Name)]
public sealed class DataTierCollection : ICollectionFixture<DataTier>
{
    public const string Name = "Data tier";
}
