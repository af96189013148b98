namespace MyArch.Media.Tests;

/// <summary>The tests that share the data tier, one after another: some of them pause or stop a part of it.</summary>
[CollectionDefinition(Name)]
public sealed class MediaTierCollection : ICollectionFixture<MediaTier>
{
    public const string Name = "Media tier";
}
