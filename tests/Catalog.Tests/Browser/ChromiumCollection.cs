namespace MyArch.Catalog.Tests.Browser;

/// <summary>Page tests run one after the other: the browser has the machine for itself, and starts once.</summary>
[CollectionDefinition(Name)]
public sealed class ChromiumCollection : ICollectionFixture<Chromium>
{
    public const string Name = "Chromium";
}
