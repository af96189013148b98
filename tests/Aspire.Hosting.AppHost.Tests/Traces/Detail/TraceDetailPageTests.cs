using System.Net;
using System.Net.Http.Json;
using AngleSharp.Dom;
using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Tests.Traces.Detail;

public sealed class TraceDetailPageTests : IClassFixture<SignedIn>
{
    private readonly SignedIn _dashboard;
    private static readonly TraceId Order = new(1, 2);
    private static readonly string Path = $"/traces/detail/{Order}";

    private readonly HttpClient _browser;

    public TraceDetailPageTests(SignedIn dashboard)
    {
        (_dashboard, _browser) = (dashboard, dashboard.Browser);
        // Each test begins with an empty store.
        Traces.Clear(null);
    }

    private TraceStore Traces => _dashboard.Get<TraceStore>();

    [Fact]
    public async Task A_trace_through_a_queue_is_one_picture()
    {
        Traces.Add(SampleTraces.Order(Order));

        var page = await _browser.GetPageAsync(Path);

        page.QuerySelector("h1")!.Words().ShouldBe("gateway POST /api/cart/checkout");
        page.QuerySelectorAll(".trace-head .facts > div").Skip(1).SkipLast(1).Select(FactOf).ShouldBe(["Duration: 306 ms", "Spans: 14", "Depth: 9", "Resources: 5", "Errors: none"]);
        var rows = page.QuerySelectorAll(".wf-row");
        rows.Select(static row => row.GetAttribute("aria-level") + " " + row.QuerySelector(".wf-of, .visually-hidden")!.Words() + " " + row.QuerySelector(".wf-what")!.Words()).ShouldBe(
        [
            "1 gateway POST /api/cart/checkout",
            "2 gateway POST",
            "3 cart-a1 POST /api/cart/checkout",
            "4 cart-a1 GET",
            "4 cart-a1 GET",
            "5 catalog-b1 GET /internal/prices",
            "6 catalog-b1 MGET",
            "6 catalog-b1 store",
            "4 cart-a1 send jobs",
            "5 worker-a1 process jobs",
            "6 worker-a1 POST",
            "7 worker-a1-app POST /jobs/order-placed",
            "8 worker-a1-app PUT",
            "9 catalog-b1 PUT /internal/orders/{id}",
        ]);
        rows.Select(static row => row.QuerySelector(".wf-peer")?.Words()).OfType<string>().ShouldBe(
            ["cart-a1", "Redis", "catalog-b1", "Redis", "PostgreSQL store", "SQS jobs", "SQS jobs", "worker-a1-app", "catalog-b1"]);
        page.QuerySelectorAll(".legend .place").Select(static place => place.Words()).ShouldBe(["→ Redis 2", "→ SQS jobs 2", "→ PostgreSQL store 1"]);
        rows[9].QuerySelector(".wf-time")!.GetAttribute("aria-label").ShouldBe("after 210 ms, takes 96 ms, waited 77 ms in the queue");
        // 219.5 of 306 ms; its parent starts at 221.
        rows[13].QuerySelector("rect")!.GetAttribute("x").ShouldBe("71.732%");
        rows[13].QuerySelector(".wf-mark")!.GetAttribute("title").ShouldBe("Starts 1.5 ms before its parent: the clocks differ.");
        page.QuerySelectorAll(".wf-mark").Length.ShouldBe(1);
        page.QuerySelector("[style]").ShouldBeNull();
    }

    [Fact]
    public async Task Each_resource_and_place_of_an_order_has_a_colour_of_its_own()
    {
        // By themselves gateway and catalog-a1 have the same, and so have cart-a1 and others.
        Traces.Add([.. SampleTraces.Order(Order), TestSpans.Of(20, 1, 1, 2, "catalog-a1", trace: Order), TestSpans.Of(21, 1, 2, 2, "time", trace: Order), TestSpans.Of(22, 1, 3, 2, "postgres-primary", trace: Order)]);

        var page = await _browser.GetPageAsync(Path);

        var colours = page.QuerySelectorAll(".legend .part").ToDictionary(static part => part.QuerySelector(".part-name")!.Words(), ColourOf);
        colours.Count.ShouldBe(11);
        colours.Values.Distinct().Count().ShouldBe(11);
        var rows = page.QuerySelectorAll(".wf-row");
        rows.ShouldAllBe(row => ColourOf(row.QuerySelector(".wf-bar")!) == colours[row.QuerySelector(".dot")!.GetAttribute("title")!]);
        rows.ShouldAllBe(static row => ColourOf(row.QuerySelector(".wf-bar")!) == ColourOf(row.QuerySelector(".dot")!));
        // The list says the same.
        var parts = (await _browser.GetPageAsync("/traces")).QuerySelectorAll(".parts .part");
        parts.Length.ShouldBe(8);
        parts.ShouldAllBe(part => ColourOf(part) == colours[part.QuerySelector(".part-name")!.Words()]);
    }

    [Fact]
    public async Task The_details_of_a_span_have_its_attributes_events_logs_and_resource()
    {
        Traces.Add(SampleTraces.Order(Order, fails: true));
        _dashboard.Get<LogStore>().Add([TestLogs.Of(240, LogSeverity.Error, "Order 4711 was not saved.", "worker-a1-app", Order, new SpanId(13)), TestLogs.Of(1, LogSeverity.Error, "Elsewhere.", "web", Order, new SpanId(1))]);

        var page = await _browser.GetPageAsync($"{Path}?span=000000000000000d");

        page.QuerySelector(".wf-row[aria-selected=true]")!.Id.ShouldBe("s-000000000000000d");
        var panel = page.QuerySelector("#span-panel")!;
        panel.QuerySelector("h2")!.Words().ShouldBe("worker-a1-app PUT");
        panel.QuerySelector(".notice.bad")!.Words().ShouldBe("✕ Error: It did not work.");
        panel.QuerySelectorAll(".facts > div").Select(FactOf).ShouldContain("Starts after: 221 ms");
        panel.QuerySelectorAll("table[aria-label='Attributes of the span'] tr").Select(FactOf).ShouldContain("error.type: 503");
        panel.QuerySelector(".exception .exception-text p")!.Words().ShouldBe("System.Net.Http.HttpRequestException: Response status code does not indicate success: 503 (Service Unavailable).");
        panel.QuerySelector(".exception pre")!.TextContent.ShouldContain("\n   at Jobs.HandleAsync(Job job)");
        panel.QuerySelector(".exception .offset")!.Words().ShouldBe("+69 ms");
        panel.QuerySelector(".span-logs")!.Words().ShouldBe("+19 ms ✕Error Order 4711 was not saved.");
        panel.QuerySelectorAll("details:last-of-type tr").Select(FactOf).ShouldContain("service.name: worker-a1-app");
        (await _browser.GetPageAsync($"{Path}/panel?span=000000000000000d")).Body!.Words().ShouldBe(panel.Words());
    }

    [Fact]
    public async Task Links_lead_to_other_traces_and_back()
    {
        var other = new TraceId(9, 9);
        Traces.Add([TestSpans.Of(1, 0, 0, 5, "web", "publish", SpanKind.Producer, trace: Order)]);
        Traces.Add([TestSpans.Of(7, 0, 90, 5, "worker", "process", SpanKind.Consumer, trace: other, links: [new SpanLink(Order, new SpanId(1), TelemetryAttributes.Of(("messaging.message.id", "m-1")))])]);

        var consumer = (await _browser.GetPageAsync($"/traces/detail/{other}?span=0000000000000007")).QuerySelector("#span-panel .links")!;
        var producer = (await _browser.GetPageAsync($"{Path}?span=0000000000000001")).QuerySelector("#span-panel .links")!;

        consumer.Words().ShouldBe("to another trace 0000000/0000000messaging.message.idm-1");
        consumer.QuerySelector("a")!.GetAttribute("href").ShouldBe($"{Path}?span=0000000000000001");
        producer.QuerySelector("a")!.GetAttribute("href").ShouldBe($"/traces/detail/{other}?span=0000000000000007");
        producer.QuerySelector("a")!.Words().ShouldBe("worker: process");
    }

    [Fact]
    public async Task Branches_fold_by_links_without_a_script()
    {
        Traces.Add(SampleTraces.Order(Order));
        var page = await _browser.GetPageAsync(Path);
        var link = page.QuerySelector("#s-0000000000000005 .wf-fold")!;
        link.GetAttribute("aria-label").ShouldBe("Fold");

        var folded = await _browser.GetPageAsync(link.GetAttribute("href")!);

        folded.QuerySelectorAll(".wf-row[hidden]").Select(static row => row.Id).ShouldBe(["s-0000000000000006", "s-0000000000000007", "s-0000000000000008"]);
        folded.QuerySelector("#s-0000000000000005")!.GetAttribute("aria-expanded").ShouldBe("false");
        // What is asked for by address is seen.
        (await _browser.GetPageAsync($"{Path}?fold=0000000000000005&span=0000000000000007")).QuerySelectorAll(".wf-row[hidden]").ShouldBeEmpty();
        (await _browser.GetPageAsync($"{Path}?depth=2")).QuerySelectorAll(".wf-row:not([hidden])").Length.ShouldBe(2);
    }

    [Fact]
    public async Task Spans_are_searched_and_filtered_by_resource()
    {
        Traces.Add(SampleTraces.Order(Order));

        var found = await _browser.GetPageAsync($"{Path}?q=price_CENTS");
        found.QuerySelectorAll(".hit").Select(static row => row.Id).ShouldBe(["s-0000000000000008"]);
        found.QuerySelector(".wf-found")!.Words().ShouldBe("1 found");
        (await _browser.GetFromJsonAsync<string[]>(new Uri($"{Path}/matches?q=redis", UriKind.Relative))).ShouldBe(["0000000000000004", "0000000000000007"]);

        var filtered = await _browser.GetPageAsync($"{Path}?resource=worker-a1");
        filtered.QuerySelectorAll(".wf-row:not(.aside)").Select(static row => row.Id).ShouldBe(["s-000000000000000a", "s-000000000000000b"]);
        filtered.QuerySelectorAll(".wf-row.aside").Length.ShouldBe(4);
        filtered.QuerySelector(".legend a[aria-current]")!.GetAttribute("href").ShouldBe(Path);
    }

    [Fact]
    public async Task While_spans_come_in_the_view_is_new_only_if_there_are_any()
    {
        Traces.Add([.. SampleTraces.Order(Order).Take(9)]);

        (await StatusOf($"{Path}/view?seen=9")).ShouldBe(HttpStatusCode.NoContent);
        Traces.Add([.. SampleTraces.Order(Order).Skip(9)]);

        (await _browser.GetPageAsync($"{Path}/view?seen=9")).QuerySelectorAll(".wf-row").Length.ShouldBe(14);
    }

    [Fact]
    public async Task A_trace_that_is_not_here_says_why_and_what_to_do()
    {
        (await StatusOf(Path)).ShouldBe(HttpStatusCode.NotFound);
        var text = await TextOf(Path);
        text.ShouldContain("It may be too old");
        text.ShouldContain("never sampled");
        text.ShouldContain($"/structuredlogs?traceId={Order}");
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    [InlineData("%3Cscript%3E")]
    [InlineData("00000000000000010000000000000002ff")]
    public async Task A_malformed_id_is_not_found(string id)
    {
        (await StatusOf($"/traces/detail/{id}")).ShouldBe(HttpStatusCode.NotFound);
        (await TextOf($"/traces/detail/{id}")).ShouldContain("32 hexadecimal digits");
        (await StatusOf($"/traces/detail/{id}/panel?span=0000000000000001")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("span=xyz", "The filter “span”")]
    [InlineData("span=00000000000000ff", "This trace has no span 00000000000000ff")]
    [InlineData("page=-1", "The filter “page”")]
    [InlineData("depth=many", "The filter “depth”")]
    public async Task What_makes_no_sense_in_the_address_is_ignored_and_said_so(string query, string note)
    {
        Traces.Add(SampleTraces.Order(Order));

        var page = await _browser.GetPageAsync($"{Path}?{query}");

        page.QuerySelector(".filter-notes")!.Words().ShouldStartWith(note);
        page.QuerySelectorAll(".wf-row").Length.ShouldBe(14);
    }

    [Fact]
    public async Task A_trace_of_many_thousand_spans_comes_in_pages_and_a_span_opens_on_its_own()
    {
        Traces.Add(SampleTraces.Large(Order, 4_500));

        var first = await _browser.GetPageAsync(Path);
        first.QuerySelectorAll(".wf-row").Length.ShouldBe(2_000);
        first.QuerySelector(".pager-where")!.Words().ShouldBe("Page 1 of 3");
        var last = await _browser.GetPageAsync($"{Path}?page=3");
        var id = last.QuerySelectorAll(".wf-row")[^1].Id!;
        last.QuerySelectorAll(".wf-row").Length.ShouldBe(500);

        (await _browser.GetPageAsync($"{Path}?span={id[2..]}")).QuerySelector(".wf-row[aria-selected=true]")!.Id.ShouldBe(id);
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(10_000)]
    public async Task The_page_of_a_deep_trace_grows_with_its_rows_and_not_with_their_depth(int depth)
    {
        Traces.Add(SampleTraces.Deep(Order, depth));

        var html = await TextOf($"{Path}?depth=2&span={depth:x16}");

        html.ShouldContain($"id=\"s-{depth:x16}\"");
        html.Length.ShouldBeLessThan(3_000_000);
    }

    [Fact]
    public async Task An_address_with_hundreds_of_folds_makes_no_giant_of_a_page()
    {
        Traces.Add(SampleTraces.Deep(Order, 2_000));
        var ids = string.Join('.', Enumerable.Range(2, 400).Select(static id => $"{id:x16}"));

        (await TextOf($"{Path}?depth=2&fold={ids}&open={ids}")).Length.ShouldBeLessThan(10_000_000);
    }

    private static string ColourOf(IElement element) => element.ClassList.Single(static name => name is ['c', >= '0' and <= '9', ..]);

    private static string FactOf(IElement element) => $"{element.Children[0].Words()}: {element.Children[1].Words()}";

    private async Task<string> TextOf(string path)
    {
        using var answer = await _browser.GetAsync(new Uri(path, UriKind.Relative));
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<HttpStatusCode> StatusOf(string path)
    {
        using var answer = await _browser.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }
}
