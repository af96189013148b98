using System.Text.RegularExpressions;
using Aspire.Hosting.Dashboard.Telemetry;
using Microsoft.Playwright;

namespace Aspire.Hosting.Dashboard.Tests.Traces;

/// <summary>The waterfall in a real browser: keys, folds, details, search and updates.</summary>
public sealed partial class WaterfallBrowserTests(Chromium chromium, SignedIn dashboard) : DashboardBrowserTest(chromium), IClassFixture<Chromium>, IClassFixture<SignedIn>
{
    private static readonly TraceId Order = new(0x1234567890abcdef, 0xfedcba0987654321);
    private static readonly string Path = $"/traces/detail/{Order}";

    private readonly Chromium _chromium = chromium;

    private protected override DashboardClients Clients => dashboard.Dashboard.Clients;

    private TraceStore Traces => dashboard.Get<TraceStore>();

    private ILocator Selected => Page.Locator(".wf-row[aria-selected=true]");

    private ILocator Panel => Page.Locator("#span-panel");

    [Fact]
    public async Task Keys_walk_the_tree_fold_it_and_open_a_span()
    {
        Traces.Add(SampleTraces.Order(Order, fails: true));
        await OpenAsync(Path);
        await Row(1).FocusAsync();

        await PressAsync("ArrowDown", "ArrowDown", "ArrowDown");
        await Expect(Row(4)).ToBeFocusedAsync();
        await PressAsync("ArrowLeft");
        await Expect(Row(3)).ToBeFocusedAsync();
        await PressAsync("ArrowLeft");
        await Expect(Row(3)).ToHaveAttributeAsync("aria-expanded", "false");
        await Expect(Page.Locator(".wf-row:visible")).ToHaveCountAsync(3);
        await Expect(Page).ToHaveURLAsync(FoldOfThree());
        await PressAsync("ArrowRight", "ArrowRight");
        await Expect(Row(4)).ToBeFocusedAsync();
        await PressAsync("End");
        await Expect(Row(14)).ToBeFocusedAsync();
        await PressAsync("ArrowUp", "Enter");

        await Expect(Selected).ToHaveIdAsync("s-000000000000000d");
        await Expect(Panel.Locator("h2")).ToHaveTextAsync("worker-a1-app PUT");
        await Expect(Page).ToHaveURLAsync(SpanOf13());
        (await Page.EvaluateAsync<int>("document.querySelectorAll('#trace .wf [tabindex=\"0\"]').length")).ShouldBe(1, "The grid is one stop of the Tab key.");
        await PressAsync("Escape");
        await Expect(Panel).ToBeEmptyAsync();
        await Expect(Row(13)).ToBeFocusedAsync();
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task A_click_opens_a_span_and_the_address_and_the_buttons_of_the_browser_follow()
    {
        Traces.Add(SampleTraces.Order(Order, fails: true));
        await OpenAsync(Path);
        await Page.SetViewportSizeAsync(1280, 800);

        await Row(8).Locator(".wf-time").ClickAsync();
        await Expect(Panel.Locator("h2")).ToHaveTextAsync("catalog-b1 store");
        await Row(13).Locator(".wf-what").ClickAsync();
        await Expect(Panel.Locator(".exception-text pre")).ToContainTextAsync("at Jobs.HandleAsync");
        await Panel.GetByRole(AriaRole.Link, new() { Name = "POST /jobs/order-placed" }).ClickAsync();
        await Expect(Selected).ToHaveIdAsync("s-000000000000000c");

        await Page.GoBackAsync();
        await Expect(Selected).ToHaveIdAsync("s-000000000000000d");
        await Expect(Panel.Locator("h2")).ToHaveTextAsync("worker-a1-app PUT");
        await Page.ReloadAsync();
        await Expect(Panel.Locator("h2")).ToHaveTextAsync("worker-a1-app PUT");
        await Page.GetByLabel("Close the details").ClickAsync();
        await Expect(Panel).ToBeEmptyAsync();
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task A_search_marks_spans_and_jumps_to_them_even_below_a_fold()
    {
        Traces.Add(SampleTraces.Order(Order));
        await OpenAsync($"{Path}?fold=0000000000000005");

        await Page.Locator("#wf-q").FillAsync("redis");
        await Expect(Page.Locator(".wf-found")).ToHaveTextAsync("2 found");
        await Expect(Page.Locator(".wf-row.hit")).ToHaveCountAsync(2);
        await Page.Locator("#wf-q").PressAsync("Enter");
        await Expect(Page.Locator(".wf-row.here")).ToHaveIdAsync("s-0000000000000004");
        await Page.GetByLabel("Next match").ClickAsync();

        await Expect(Page.Locator(".wf-row.here")).ToHaveIdAsync("s-0000000000000007");
        await Expect(Row(7)).ToBeVisibleAsync();
        await Expect(Page.Locator(".wf-found")).ToHaveTextAsync("2 of 2");
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task Spans_that_come_in_are_shown_and_folds_focus_and_details_stay()
    {
        Traces.Add([.. SampleTraces.Order(Order).Take(9)]);
        await OpenAsync($"{Path}?span=0000000000000003");
        await Row(6).FocusAsync();
        await PressAsync("ArrowLeft");
        await Expect(Row(8)).ToBeHiddenAsync();

        Traces.Add([.. SampleTraces.Order(Order).Skip(9)]);

        await Expect(Page.Locator(".wf-row")).ToHaveCountAsync(14);
        await Expect(Row(8)).ToBeHiddenAsync();
        await Expect(Row(6)).ToBeFocusedAsync();
        await Expect(Panel.Locator("h2")).ToHaveTextAsync("cart-a1 POST /api/cart/checkout");
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task A_trace_stands_still_while_the_page_is_paused()
    {
        Traces.Add([.. SampleTraces.Order(Order).Take(9)]);
        await OpenAsync(Path);

        await Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        Traces.Add([.. SampleTraces.Order(Order).Skip(9)]);
        await Expect(Page.Locator(".wf-row")).ToHaveCountAsync(9);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();

        await Expect(Page.Locator(".wf-row")).ToHaveCountAsync(14);
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task Without_scripts_all_of_it_works_by_links()
    {
        Traces.Add(SampleTraces.Order(Order));
        await using var context = await _chromium.NewContextAsync(new() { JavaScriptEnabled = false, BaseURL = dashboard.Dashboard.Settings.Address.ToString() });
        var page = await context.NewPageAsync();
        await page.GotoAsync($"/login?t={Clients.BrowserToken}&returnUrl={Uri.EscapeDataString(Path)}");

        await page.Locator("#s-0000000000000006 .wf-fold").ClickAsync();
        await Expect(page.Locator("#s-0000000000000008")).ToBeHiddenAsync();
        await page.Locator("#s-0000000000000009 .wf-what").ClickAsync();
        await Expect(page.Locator("#span-panel h2")).ToHaveTextAsync("cart-a1 send jobs");
        await Expect(page.Locator("#s-0000000000000008")).ToBeHiddenAsync();
        await page.Locator("#wf-q").FillAsync("redis");
        await page.Locator("#wf-q").PressAsync("Enter");
        await Expect(page.Locator(".wf-row.hit")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Of_a_large_trace_one_page_of_rows_is_in_the_document_and_each_scrolls_into_sight()
    {
        var large = new TraceId(5, 5);
        Traces.Add(SampleTraces.Large(large, 4_500));
        await OpenAsync("/traces");
        await Page.SetViewportSizeAsync(1280, 800);

        await Page.GotoAsync($"/traces/detail/{large}");

        await Expect(Page.Locator(".wf-row")).ToHaveCountAsync(2_000);
        (await Page.EvaluateAsync<int>("document.querySelectorAll('*').length")).ShouldBeLessThan(35_000);
        var middle = Page.Locator(".wf-row").Nth(1_000);
        await Expect(middle).Not.ToBeInViewportAsync();
        await middle.ScrollIntoViewIfNeededAsync();
        await Expect(middle).ToBeInViewportAsync();
        await Expect(middle.Locator(".wf-what")).ToBeVisibleAsync();
        NothingIsWrongInTheBrowser();
    }

    private protected override Task<string> StartSiteAsync()
    {
        Traces.Clear(null);
        return Task.FromResult(dashboard.Dashboard.Settings.Address.ToString());
    }

    private ILocator Row(int span) => Page.Locator($"#s-{span:x16}");

    private async Task PressAsync(params string[] keys)
    {
        foreach (var key in keys)
        {
            await Page.Keyboard.PressAsync(key);
        }
    }

    [GeneratedRegex("fold=0000000000000003$")]
    private static partial Regex FoldOfThree();

    [GeneratedRegex("span=000000000000000d")]
    private static partial Regex SpanOf13();
}
