using Aspire.Hosting.Dashboard.Assets;
using Microsoft.Playwright;

namespace Aspire.Hosting.Dashboard.Tests.Metrics;

public sealed class MetricsPageTests(Chromium chromium) : DashboardBrowserTest(chromium), IClassFixture<Chromium>
{
    private const string Requests = $"/metrics/resource/shop?meter={Shop.Meter}&instrument=http.server.request.duration";

    private readonly Dashboard _dashboard = new();
    private Shop _shop = null!;

    private protected override DashboardClients Clients => _dashboard.Clients;

    private ILocator Chart => Page.Locator("[data-chart]");

    [Fact]
    public async Task A_histogram_is_percentiles_that_follow_by_themselves()
    {
        await OpenAsync(Requests);
        await Expect(Chart.Locator("canvas")).ToBeVisibleAsync();
        await Expect(Page.GetByText("Histogram, as percentiles in ms")).ToBeVisibleAsync();
        await Expect(Page.Locator(".metric-legend [aria-pressed=true] .metric-line-name")).ToHaveTextAsync(["p50", "p90", "p99"]);
        await Expect(Page.Locator(".metric-line-value").First).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^\d+(\.\d+)? ms$"));
        await Page.Locator(".metric-plot canvas").EvaluateAsync("canvas => { canvas.dataset.first = 'yes'; }");
        var before = await Chart.GetAttributeAsync("data-updated");
        await Eventually.IsTrueAsync(
            async _ =>
            {
                _shop.Tick();
                return await Chart.GetAttributeAsync("data-updated") != before;
            },
            because: "the chart has followed");
        // The same canvas: nothing flickers.
        await Expect(Page.Locator(".metric-plot canvas[data-first]")).ToBeVisibleAsync();
        (await Page.EvaluateAsync<double>("layoutShift")).ShouldBeLessThan(0.05);
        await TakePicturesAsync("metrics-histogram");
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task A_slow_measurement_leads_to_its_trace()
    {
        await OpenAsync($"{Requests}&window=5m");
        await Expect(Page.Locator(".metric-exemplar")).ToHaveAttributeAsync("href", $"/traces/detail/{Shop.Trace}?span=0000000000000007");
        await OpenAsync($"{Requests}&view=table");
        await Expect(Page.Locator(".metric-examples a")).ToHaveTextAsync("200 ms");
    }

    [Fact]
    public async Task Filters_stand_in_the_address_and_keep_the_focus()
    {
        await OpenAsync(Requests);
        var box = Page.GetByRole(AriaRole.Checkbox, new() { Name = "/cart", Exact = true });
        await box.FocusAsync();
        await Page.Keyboard.PressAsync("Space");
        await Expect(Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("d.http.route=%2Fcart"));
        await Expect(box).ToBeCheckedAsync();
        await Expect(box).ToBeFocusedAsync();
        await Expect(Chart.Locator("canvas")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Clear" }).ClickAsync();
        await Expect(box).Not.ToBeCheckedAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "15 min" }).ClickAsync();
        await Expect(Page.Locator(".segments [aria-current]").First).ToHaveTextAsync("15 min");
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task Lines_can_be_split_and_hidden()
    {
        await OpenAsync("/metrics?resource=shop&meter=System.Runtime&instrument=dotnet.gc.last_collection.heap.size");
        await Expect(Chart.Locator("canvas")).ToBeVisibleAsync();
        await Expect(Page.Locator(".metric-legend button")).ToHaveCountAsync(3);
        var line = Page.Locator(".metric-legend button").First;
        await line.PressAsync("Enter");
        await Expect(line).ToHaveAttributeAsync("aria-pressed", "false");
        await TakePicturesAsync("metrics-gauges");
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task The_table_follows_and_names_its_units()
    {
        await OpenAsync("/metrics?resource=shop&meter=System.Runtime&instrument=dotnet.gc.heap.total_allocated&view=table");
        await Expect(Page.Locator("thead")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"Rate \(MB/s\)"));
        await Expect(Page.Locator("tbody td.number").First).ToHaveTextAsync("2.5");
        var before = await Page.Locator("tbody tr").First.GetAttributeAsync("id");
        await Eventually.IsTrueAsync(
            async _ =>
            {
                _shop.Tick();
                return await Page.Locator("tbody tr").First.GetAttributeAsync("id") != before;
            },
            because: "the table has followed");
        await TakePicturesAsync("metrics-table");
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task What_others_wrote_is_text()
    {
        await OpenAsync($"/metrics?resource=shop&meter={Uri.EscapeDataString(Shop.Evil)}&instrument=markup");
        await Expect(Chart.Locator("canvas")).ToBeVisibleAsync();
        await Expect(Page.Locator(".metric-legend button")).ToContainTextAsync(Shop.Evil);
        (await Page.Locator("img").CountAsync()).ShouldBe(0);
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task Without_a_choice_there_is_one_to_make()
    {
        await OpenAsync("/metrics");
        await TakePicturesAsync("metrics-choose");
        await Page.Locator(".metric-resources a").ClickAsync();
        await Expect(Page.GetByText("Choose an instrument")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "http.server.active_requests" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 2 })).ToHaveTextAsync("http.server.active_requests");
        await OpenAsync("/metrics?resource=nobody&instrument=x");
        await Expect(Page.GetByText("nobody has sent no metrics")).ToBeVisibleAsync();
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task Without_scripts_the_values_are_in_the_page()
    {
        using var client = await Clients.SignInAsync();
        var page = await client.GetPageAsync(Requests);
        // What browsers without scripts read; the parser takes it for text.
        page.QuerySelector("noscript")!.InnerHtml.ShouldContain("p99 (ms)");
        page.QuerySelectorAll("[style], script:not([src])").ShouldBeEmpty();
        using var rows = await client.GetAsync(new Uri("/metrics/rows?resource=nobody&instrument=x", UriKind.Relative));
        ((int)rows.StatusCode).ShouldBe(404);
    }

    private protected override async Task<string> StartSiteAsync()
    {
        await _dashboard.InitializeAsync();
        await _dashboard.Get<NpmFiles>().Pulled;
        _shop = new Shop(_dashboard);
        return _dashboard.Settings.Address.ToString();
    }

    private protected override Task StopSiteAsync() => _dashboard.DisposeAsync().AsTask();
}
