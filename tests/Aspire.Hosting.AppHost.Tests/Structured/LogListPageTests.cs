using System.Net;
using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Tests.Traces;

namespace Aspire.Hosting.Dashboard.Tests.Structured;

public sealed class LogListPageTests : IClassFixture<SignedIn>
{
    private readonly SignedIn _dashboard;
    private static readonly TraceId Trace = new(1, 2);

    private readonly HttpClient _browser;

    public LogListPageTests(SignedIn dashboard)
    {
        (_dashboard, _browser) = (dashboard, dashboard.Browser);
        // Each test begins with an empty store.
        Logs.Clear(null);
    }

    private LogStore Logs => _dashboard.Get<LogStore>();

    [Fact]
    public async Task Without_records_it_says_what_to_do()
    {
        var page = await _browser.GetPageAsync("/structuredlogs");

        page.QuerySelector(".empty")!.Words().ShouldContain("No log records yet");
        page.QuerySelector("nav a[aria-current=page]")!.Words().ShouldBe("Structured");
    }

    [Fact]
    public async Task Records_are_listed_newest_first_with_severity_resource_message_and_trace()
    {
        AddSamples();

        var page = await _browser.GetPageAsync("/structuredlogs");

        page.QuerySelectorAll("tbody tr").Select(static row => string.Join(" | ", row.QuerySelectorAll("td").Skip(1).Select(static cell => cell.Words()))).ShouldBe(
        [
            "✕Error | cart-a1 | Order 42 failed.System.TimeoutException | 0000000",
            "▲Warning | catalog-b1 | Item 7 is nearly sold out. | ",
            "●Info | cart-a1 | Order 42 is placed. | 0000000",
        ]);
        page.QuerySelector(".counts")!.Words().ShouldBe("3 log records 0 dropped");
        page.QuerySelector("tbody .in a")!.GetAttribute("href").ShouldBe($"/traces/detail/{Trace}?span=0000000000000005");
    }

    [Theory]
    [InlineData("resource=cart-a1", 2)]
    [InlineData("severity=warning", 2)]
    [InlineData("severity=Error", 1)]
    [InlineData("q=ORDER+42", 2)]
    [InlineData("attr=OrderId%3D42", 2)]
    [InlineData("attr=OrderId%3D43", 0)]
    [InlineData("attr=ItemId", 1)]
    [InlineData("traceId=00000000000000010000000000000002", 2)]
    [InlineData("traceId=00000000000000010000000000000002&spanId=0000000000000005", 1)]
    [InlineData("resource=cart-a1&severity=warning&q=failed&attr=OrderId%3D42", 1)]
    [InlineData("resource=catalog-b1&severity=error", 0)]
    public async Task Filters_combine(string query, int expected)
    {
        AddSamples();

        var page = await _browser.GetPageAsync($"/structuredlogs?{query}");

        page.QuerySelectorAll("tbody tr").Length.ShouldBe(expected);
        page.QuerySelector(".notice").ShouldBeNull();
        page.QuerySelector(".counts")!.Words().ShouldContain($"{expected} of 3 log records");
    }

    [Theory]
    [InlineData("severity=loud", "severity")]
    [InlineData("traceId=12", "traceId")]
    [InlineData("spanId=0000000000000000", "spanId")]
    [InlineData("page=-3", "page")]
    [InlineData("log=x", "log")]
    public async Task A_filter_that_makes_no_sense_is_ignored_and_said_so(string query, string filter)
    {
        AddSamples();

        var page = await _browser.GetPageAsync($"/structuredlogs?{query}");

        page.QuerySelector(".notice")!.Words().ShouldStartWith($"The filter “{filter}”");
        page.QuerySelectorAll("tbody tr").Length.ShouldBe(3);
    }

    [Fact]
    public async Task The_details_of_a_record_have_its_attributes_and_its_exception()
    {
        AddSamples();
        var id = Logs.List(LogFilter.None, 0, 1).Items[0].Id;

        var page = await _browser.GetPageAsync($"/structuredlogs?log={id}");

        var panel = page.QuerySelector("#log-panel")!;
        panel.QuerySelector(".log-message")!.TextContent.ShouldBe("Order 42 failed.");
        panel.QuerySelector(".exception-text p")!.Words().ShouldBe("System.TimeoutException: It took too long.");
        panel.QuerySelector("pre")!.TextContent.ShouldBe("System.TimeoutException: It took too long.\n   at Orders.Save()");
        panel.QuerySelectorAll("table[aria-label='Attributes of the log record'] tr").Select(static row => $"{row.Children[0].TextContent}={row.Children[1].TextContent}")
            .ShouldBe(["OrderId=42", "{OriginalFormat}=Order {OrderId} failed."]);
        panel.QuerySelectorAll(".facts > div").Select(static fact => $"{fact.Children[0].TextContent}={fact.Children[1].TextContent}").ShouldContain("Category=Shop.Orders");
        page.QuerySelector("tr[aria-selected=true]")!.Id.ShouldBe($"l-{id}");
        (await _browser.GetPageAsync($"/structuredlogs/panel?log={id}")).Body!.Words().ShouldBe(panel.Words());
        (await _browser.GetPageAsync("/structuredlogs?log=99999")).QuerySelector(".notice")!.Words().ShouldContain("not there any more");
        using var missing = await _browser.GetAsync(new Uri("/structuredlogs/panel?log=99999", UriKind.Relative));
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Later_pages_stand_still_while_records_come_in()
    {
        Logs.Add([.. Enumerable.Range(1, 250).Select(static i => TestLogs.Of(i, LogSeverity.Information, $"number {i}"))]);
        var first = await _browser.GetPageAsync("/structuredlogs");
        var second = await _browser.GetPageAsync(first.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        second.QuerySelector("tbody .log-open")!.Words().ShouldBe("number 150");

        Logs.Add([.. Enumerable.Range(300, 30).Select(static i => TestLogs.Of(i, LogSeverity.Information, $"number {i}"))]);

        var third = await _browser.GetPageAsync(second.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        third.QuerySelector("tbody .log-open")!.Words().ShouldBe("number 50");
        third.QuerySelector("#results")!.HasAttribute("hx-get").ShouldBeFalse();
        first.QuerySelector("#results")!.GetAttribute("hx-get").ShouldBe("/structuredlogs/rows");
        (await _browser.GetPageAsync("/structuredlogs?page=9")).QuerySelector(".pager-where")!.Words().ShouldBe("Page 3 of 3");
    }

    [Fact]
    public async Task Later_pages_have_the_records_of_a_sender_that_lags()
    {
        Logs.Add([.. Enumerable.Range(101, 100).Select(static i => TestLogs.Of(i, LogSeverity.Information, $"number {i}"))]);
        Logs.Add([.. Enumerable.Range(1, 50).Select(static i => TestLogs.Of(i, LogSeverity.Information, $"number {i}", "late"))]);
        var first = await _browser.GetPageAsync("/structuredlogs");

        var second = await _browser.GetPageAsync(first.QuerySelector("a[rel=next]")!.GetAttribute("href")!);

        second.QuerySelectorAll("tbody .log-open").Select(static record => record.Words()).ShouldBe(Enumerable.Range(1, 50).Reverse().Select(static i => $"number {i}"));
    }

    [Fact]
    public async Task A_resource_has_a_page_of_its_own()
    {
        AddSamples();

        (await _browser.GetPageAsync("/structuredlogs/resource/catalog-b1")).QuerySelectorAll("tbody tr").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Remove_all_removes_the_records_of_all_or_of_the_chosen_resource_and_only_for_the_own_page()
    {
        AddSamples();
        using (var forged = await _browser.PostAsync(new Uri("/structuredlogs/clear", UriKind.Relative), new FormUrlEncodedContent([])))
        {
            forged.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }

        var page = await _browser.GetPageAsync("/structuredlogs?resource=cart-a1");
        using (var answer = await _browser.PostFormAsync("/structuredlogs/clear", page, ("resource", "cart-a1")))
        {
            answer.Headers.Location!.ToString().ShouldBe("/structuredlogs");
        }

        Logs.Count.ShouldBe(1);
        using (await _browser.PostFormAsync("/structuredlogs/clear", page))
        {
            Logs.Count.ShouldBe(0);
        }
    }

    [Fact]
    public async Task What_records_say_is_text_and_never_markup()
    {
        const string Markup = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'";
        Logs.Add([TestLogs.Of(0, LogSeverity.Error, Markup, Markup, attributes: [(Markup, Markup), ("exception.type", Markup), ("exception.stacktrace", Markup)])]);

        var id = Logs.List(LogFilter.None, 0, 1).Items[0].Id;

        var page = await _browser.GetPageAsync($"/structuredlogs?log={id}&q={Uri.EscapeDataString(Markup)}");

        page.QuerySelectorAll("script:not([src]), img, [onerror]").ShouldBeEmpty();
        page.QuerySelector(".log-message")!.TextContent.ShouldBe(Markup);
        page.QuerySelector("pre")!.TextContent.ShouldBe(Markup);
    }

    private void AddSamples() => Logs.Add(
    [
        TestLogs.Of(0, LogSeverity.Information, "Order 42 is placed.", "cart-a1", Trace, new SpanId(3), ("OrderId", 42L)),
        TestLogs.Of(5, LogSeverity.Warning, "Item 7 is nearly sold out.", "catalog-b1", attributes: ("ItemId", 7L)),
        TestLogs.Of(
            9, LogSeverity.Error, "Order 42 failed.", "cart-a1", Trace, new SpanId(5), ("OrderId", 42L), ("{OriginalFormat}", "Order {OrderId} failed."), ("exception.type", "System.TimeoutException"),
            ("exception.message", "It took too long."), ("exception.stacktrace", "System.TimeoutException: It took too long.\n   at Orders.Save()")),
    ]);
}
