namespace MyArch.Catalog.Tests.Browser;

/// <summary>A test that has the site, a stand-in for the services behind it, and a page of a browser.</summary>
[Collection(ChromiumCollection.Name)]
public abstract class PageTest(Chromium chromium) : BrowserTest(chromium)
{
    private protected StubShop Shop { get; } = new();

    /// <summary>Lets the clock of the page stand still until <c>Page.Clock.ResumeAsync</c>: what is said for a second only stays where it is.</summary>
    private protected async Task StopClockAsync() => await Page.Clock.PauseAtAsync(TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(1));

    // A visitor without a profile, an order that the stand-in does not know.
    private protected override IEnumerable<int> UsualRefusals => [404];

    private protected override async Task<string> StartSiteAsync()
    {
        await Shop.StartAsync();
        return Shop.Address;
    }

    private protected override async Task StopSiteAsync() => await Shop.DisposeAsync();
}
