namespace Aspire.Hosting.Dashboard.Tests.Resources;

public sealed class ResourcesBrowserTests(Chromium chromium, ShopApplication shop) : DashboardBrowserTest(chromium), IClassFixture<Chromium>, IClassFixture<ShopApplication>
{
    private protected override DashboardClients Clients => shop.Clients;

    private protected override Task<string> StartSiteAsync() => Task.FromResult(shop.Address);

    [Fact]
    public async Task The_pages_are_fit_to_look_at()
    {
        await OpenAsync("/");
        await Expect(Page.Locator("#r-gateway")).ToContainTextAsync("Running");
        await TakePicturesAsync("resources-table");
        await OpenAsync("/?resource=cart-a1");
        await TakePicturesAsync("resources-details");
        await OpenAsync("/?view=Graph");
        await TakePicturesAsync("resources-graph");
        await OpenAsync("/?view=Parameters");
        await TakePicturesAsync("resources-parameters");
        NothingIsWrongInTheBrowser();
    }
}
