namespace MyArch.SystemTests;

[CollectionDefinition(Name)]
public sealed class ProdCollection : ICollectionFixture<ProdSystem>
{
    public const string Name = "prod";
}
