namespace MyArch.Catalog.Tests.Browser;

/// <summary>Page tests run one after the other: the browser has the machine for itself, and starts once.</summary>
[CollectionDefinition(Chromium.Collection)]
public sealed class ChromiumCollection : ICollectionFixture<Chromium>;
