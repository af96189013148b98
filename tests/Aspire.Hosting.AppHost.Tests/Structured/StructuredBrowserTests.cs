using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Tests.Traces;
using Microsoft.Playwright;

namespace Aspire.Hosting.Dashboard.Tests.Structured;

/// <summary>The page of log records in a real browser.</summary>
public sealed class StructuredBrowserTests(Chromium chromium, SignedIn dashboard) : DashboardBrowserTest(chromium), IClassFixture<Chromium>, IClassFixture<SignedIn>
{
    private protected override DashboardClients Clients => dashboard.Dashboard.Clients;

    private ILocator Panel => Page.Locator("#log-panel");

    [Fact]
    public async Task Records_open_by_click_and_by_keys_and_close_again()
    {
        await OpenAsync("/structuredlogs");
        var links = Page.Locator(".log-open");

        await links.First.FocusAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Panel.Locator(".log-message")).ToHaveTextAsync("Order 9 is confirmed.");
        await Page.Keyboard.PressAsync("ArrowDown");
        await Expect(Panel.Locator(".log-message")).ToHaveTextAsync("Order 8 is confirmed.");
        await Expect(Page.Locator("tr[aria-selected]")).ToHaveCountAsync(1);
        await Page.ReloadAsync();
        await Expect(Panel.Locator(".log-message")).ToHaveTextAsync("Order 8 is confirmed.");
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Panel).ToBeEmptyAsync();
        await Expect(links.Nth(1)).ToBeFocusedAsync();
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task A_record_leads_to_its_trace_and_the_trace_to_its_records()
    {
        dashboard.Get<TraceStore>().Add(SampleTraces.Order(new TraceId(7, 7)));
        await OpenAsync("/structuredlogs");

        await Page.Locator("tbody .in a").First.ClickAsync();
        await Expect(Page.Locator("#span-panel h2")).ToHaveTextAsync("catalog-b1 store");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Logs of this trace" }).ClickAsync();

        await Expect(Page.Locator("tbody tr")).ToHaveCountAsync(10);
        await Expect(Page.Locator("#filter-trace")).ToHaveValueAsync(new TraceId(7, 7).ToString());
        NothingIsWrongInTheBrowser();
    }

    private protected override Task<string> StartSiteAsync()
    {
        var logs = dashboard.Get<LogStore>();
        logs.Clear(null);
        logs.Add([.. Enumerable.Range(0, 10).Select(static i => TestLogs.Of(i, LogSeverity.Information, $"Order {i} is confirmed.", "catalog-b1", new TraceId(7, 7), new SpanId(8)))]);
        return Task.FromResult(dashboard.Dashboard.Settings.Address.ToString());
    }
}
