namespace MyArch.Catalog.Tests.Browser;

/// <summary>A test that has the site, a stand-in for the services behind it, and a page of a browser.</summary>
[Collection(ChromiumCollection.Name)]
public abstract class PageTest(Chromium chromium) : BrowserTest(chromium)
{
    private protected StubShop Shop { get; } = new();

    private protected override async Task<string> StartSiteAsync()
    {
        await Shop.StartAsync();
        return Shop.Address;
    }

    private protected override async Task StopSiteAsync() => await Shop.DisposeAsync();
}
