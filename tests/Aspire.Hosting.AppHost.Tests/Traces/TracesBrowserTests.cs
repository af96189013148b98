using Aspire.Hosting.Dashboard.Telemetry;
using Microsoft.Playwright;

namespace Aspire.Hosting.Dashboard.Tests.Traces;

/// <summary>The pages of traces in a real browser.</summary>
public sealed class TracesBrowserTests(Chromium chromium, SignedIn dashboard) : DashboardBrowserTest(chromium), IClassFixture<Chromium>, IClassFixture<SignedIn>
{
    private static readonly TraceId Order = new(0x1234567890abcdef, 0xfedcba0987654321);

    private protected override DashboardClients Clients => dashboard.Dashboard.Clients;

    private TraceStore Traces => dashboard.Get<TraceStore>();

    private ILocator Names => Page.Locator(".trace-list .what > a");

    [Fact]
    public async Task Traces_appear_as_they_come_in_unless_the_page_is_paused()
    {
        await OpenAsync("/traces");
        await Expect(Page.Locator(".empty-title")).ToHaveTextAsync("No traces yet");

        Add(1);
        await Expect(Names).ToHaveTextAsync(["web number 1"]);
        Add(2);
        await Expect(Names).ToHaveTextAsync(["web number 2", "web number 1"]);
        await Button("Pause").ClickAsync();
        await Expect(Button("Resume")).ToBeVisibleAsync();
        // Another one who looks is told of it, and sees it; the page does not.
        await using (var others = await ServerSentEvents.OpenAsync(dashboard.Browser, "/live?of=traces"))
        {
            (await others.NextAsync()).Name.ShouldBe("connected");
            Add(3);
            (await others.NextAsync()).Name.ShouldBe("traces");
        }

        (await dashboard.Browser.GetPageAsync("/traces")).QuerySelectorAll(".trace-list .what > a").Length.ShouldBe(3);
        await DrawnAsync();
        (await Names.CountAsync()).ShouldBe(2);
        await Button("Resume").ClickAsync();
        await Expect(Names).ToHaveTextAsync(["web number 3", "web number 2", "web number 1"]);
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task A_changed_filter_changes_the_list_and_the_address_and_keeps_the_focus()
    {
        Add(1);
        Traces.Add([TestSpans.Of(1, 0, 5, 3, "web", "failing", status: SpanStatus.Error, trace: new TraceId(2, 9))]);
        await OpenAsync("/traces");
        await Expect(Names).ToHaveCountAsync(2);

        await Page.GetByLabel("Status").FocusAsync();
        await Page.GetByLabel("Status").SelectOptionAsync("error");

        await Expect(Names).ToHaveTextAsync(["web failing"]);
        await Expect(Page).ToHaveURLAsync($"{dashboard.Dashboard.Settings.Address}traces?status=error");
        await Expect(Page.GetByLabel("Status")).ToBeFocusedAsync();
        await Page.GetByLabel("Attribute").FillAsync("a=b");
        await Page.GetByLabel("Attribute").PressAsync("Enter");
        await Expect(Page.Locator(".chip")).ToHaveTextAsync("a=b×");
        await Expect(Page.Locator(".empty-title")).ToHaveTextAsync("No trace matches");
        await Page.GetByLabel("Remove the filter a=b").ClickAsync();
        await Expect(Names).ToHaveTextAsync(["web failing"]);
        await Page.ReloadAsync();
        await Expect(Names).ToHaveTextAsync(["web failing"]);
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task Pictures()
    {
        var traces = Traces;
        for (var i = 0; i < 60; i++)
        {
            traces.Add(i % 5 == 0 ? SampleTraces.Order(new TraceId(0x77000000UL << 32, (ulong)i + 1), -1_000 * i, i % 15 == 0)
                : [TestSpans.Of(1, 0, -1_000 * i, 3 + (i * 7 % 31), "time-a1", "GET /api/time", SpanKind.Server, trace: new TraceId(0x66000000UL << 32, (ulong)i + 1))]);
        }

        traces.Add(SampleTraces.Order(Order, 500, fails: true));
        traces.Add(SampleTraces.Large(new TraceId(5, 5), 2_000));
        dashboard.Get<LogStore>().Add([.. Enumerable.Range(0, 30).Select(static i => TestLogs.Of(600 + (i * 9), (LogSeverity)(1 + (i % 6)), $"Order {i} is confirmed.", "catalog-b1", Order, new SpanId(14)))]);

        await OpenAsync("/traces");
        await TakePicturesAsync("traces");
        await Page.GotoAsync($"/traces/detail/{Order}");
        await TakePicturesAsync("trace");
        await Page.GotoAsync($"/traces/detail/{Order}?span=000000000000000d");
        await TakePicturesAsync("trace-span");
        await Page.GotoAsync($"/traces/detail/{new TraceId(5, 5)}");
        await TakePicturesAsync("trace-large");
        await Page.GotoAsync("/structuredlogs");
        await TakePicturesAsync("structured");
        await Page.Locator(".log-open").Nth(3).ClickAsync();
        await Expect(Page.Locator("#log-panel .log-message")).ToBeVisibleAsync();
        await TakePicturesAsync("structured-record");
        NothingIsWrongInTheBrowser();
    }

    private protected override Task<string> StartSiteAsync()
    {
        Traces.Clear(null);
        dashboard.Get<LogStore>().Clear(null);
        return Task.FromResult(dashboard.Dashboard.Settings.Address.ToString());
    }

    private void Add(int number) => Traces.Add([TestSpans.Of(1, 0, number * 10, 3, name: $"number {number}", trace: new TraceId(1, (ulong)number))]);
}
