namespace Aspire.Hosting.Dashboard.Tests.Live;

/// <summary>What a page says when the host has ended, and what it does when another one is there.</summary>
public sealed class ConnectionBrowserTests(Chromium chromium) : DashboardBrowserTest(chromium), IClassFixture<Chromium>
{
    private readonly Dashboard _first = new(AddResources);
    private Dashboard? _next;

    private protected override DashboardClients Clients => _first.Clients;

    [Theory]
    [InlineData("/", "/login?returnUrl=%2F")]
    [InlineData("/consolelogs", "/login?returnUrl=%2Fconsolelogs")]
    public async Task A_page_says_that_it_is_alone_and_leads_to_the_login_of_the_next_start(string path, string login)
    {
        await OpenAsync(path);
        await Expect(Page.Locator("[data-connection]")).ToBeHiddenAsync();

        await _first.DisposeAsync();
        await Expect(Page.Locator("[data-connection]")).ToContainTextAsync("The connection is lost");

        _next = new Dashboard(AddResources, _first.Settings);
        await _next.InitializeAsync();
        await Expect(Page).ToHaveURLAsync(new Uri(_first.Settings.Address, login).ToString());
        await OpenAsync(path);
        await Expect(Page.Locator("[data-connection]")).ToBeHiddenAsync();
    }

    private protected override async Task<string> StartSiteAsync()
    {
        await _first.InitializeAsync();
        return _first.Settings.Address.ToString();
    }

    private protected override async Task StopSiteAsync()
    {
        if (_next is not null)
        {
            await _next.DisposeAsync();
        }
    }

    private static void AddResources(IDistributedApplicationBuilder builder) => builder.AddExecutable("web", "/bin/true", "/");
}
