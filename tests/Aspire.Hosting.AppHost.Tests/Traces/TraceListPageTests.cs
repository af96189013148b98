using System.Net;
using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Traces;
using Aspire.Hosting.Dashboard.Traces.Detail;

namespace Aspire.Hosting.Dashboard.Tests.Traces;

public sealed class TraceListPageTests : IClassFixture<SignedIn>
{
    private readonly SignedIn _dashboard;
    private readonly HttpClient _browser;

    public TraceListPageTests(SignedIn dashboard)
    {
        (_dashboard, _browser) = (dashboard, dashboard.Browser);
        // Each test begins with an empty store.
        Traces.Clear(null);
    }

    private TraceStore Traces => _dashboard.Get<TraceStore>();

    [Fact]
    public async Task Without_traces_it_says_what_to_do()
    {
        var page = await _browser.GetPageAsync("/traces");

        page.QuerySelector(".empty")!.Words().ShouldContain("No traces yet");
        page.QuerySelector("title")!.TextContent.ShouldBe("Traces - Dashboard");
        page.QuerySelector("nav a[aria-current=page]")!.Words().ShouldBe("Traces");
    }

    [Fact]
    public async Task It_asks_for_a_login()
    {
        using var answer = await _dashboard.Dashboard.Clients.Anonymous.GetAsync(new Uri("/traces", UriKind.Relative));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldContain("/login?returnUrl=%2Ftraces");
    }

    [Fact]
    public async Task Traces_are_listed_newest_first_with_who_took_part_how_long_and_what_failed()
    {
        Traces.Add(SampleTraces.Order(Id(1), 0, fails: true));
        Traces.Add([TestSpans.Of(1, 0, 500, 30, "web", "GET /", trace: Id(2))]);

        var page = await _browser.GetPageAsync("/traces");

        var rows = page.QuerySelectorAll("tbody tr");
        rows.Select(static row => row.QuerySelector(".what a")!.Words()).ShouldBe(["web GET /", "gateway POST /api/cart/checkout"]);
        rows[1].QuerySelector("a")!.GetAttribute("href").ShouldBe($"/traces/detail/{Id(1)}");
        rows[1].QuerySelector(".badge.bad")!.Words().ShouldBe("✕ 1 error");
        rows[0].QuerySelector(".badge.bad").ShouldBeNull();
        rows[1].QuerySelectorAll(".part").Select(static part => part.Words()).ShouldBe(["gateway 2", "cart-a1 4", "catalog-b1 4", "worker-a1 2", "worker-a1-app 2✕"]);
        rows.Select(static row => row.QuerySelector(".duration")!.Words()).ShouldBe(["30 ms", "306 ms"]);
        rows.Select(static row => row.QuerySelector(".share rect")!.GetAttribute("width")).ShouldBe(["9.804%", "100%"]);
        page.QuerySelector(".counts")!.Words().ShouldBe("2 traces 15 spans kept 0 dropped");
    }

    [Theory]
    [InlineData("resource=catalog-b1", "order")]
    [InlineData("resource=CATALOG-B1", "order")]
    [InlineData("q=api%2Ftime", "time")]
    [InlineData("status=error", "order")]
    [InlineData("status=ok", "time,slow")]
    [InlineData("min=250%20ms", "slow,order")]
    [InlineData("min=1,5s", "slow")]
    [InlineData("type=database", "order")]
    [InlineData("type=messaging&status=ok", "")]
    [InlineData("attr=db.system.name%3Dredis", "order")]
    [InlineData("attr=db.system.name%3Dredis&attr=db.operation.name%3DMGET", "order")]
    [InlineData("attr=db.system.name%3Dredis&attr=db.namespace%3Dstore", "")]
    [InlineData("attr=http.route", "order")]
    [InlineData("resource=slow&min=1s&status=ok", "slow")]
    public async Task Filters_combine(string query, string expected)
    {
        Traces.Add(SampleTraces.Order(Id(1), 0, fails: true));
        Traces.Add([TestSpans.Of(1, 0, 500, 30, "time", "GET /api/time", trace: Id(2))]);
        Traces.Add([TestSpans.Of(1, 0, 600, 3_000, "slow", "wait", trace: Id(3))]);
        var names = new Dictionary<string, string> { [Id(1).ToString()] = "order", [Id(2).ToString()] = "time", [Id(3).ToString()] = "slow" };

        var page = await _browser.GetPageAsync($"/traces?{query}");

        var found = page.QuerySelectorAll("tbody tr").Select(row => names[row.Id![2..]]);
        found.ShouldBe(expected.Split(',', StringSplitOptions.RemoveEmptyEntries), ignoreOrder: true);
        page.QuerySelector(".notice").ShouldBeNull();
        page.QuerySelector(".counts")!.Words().ShouldContain("of 3 traces");
    }

    [Theory]
    [InlineData("http", "http.method=GET;server.address=bank")]
    [InlineData("database", "db.system=postgresql")]
    [InlineData("database", "db.system.name=redis")]
    [InlineData("messaging", "messaging.destination.name=jobs")]
    [InlineData("rpc", "rpc.service=S3")]
    public async Task What_is_drawn_as_of_a_type_is_found_by_it(string type, string attributes)
    {
        var span = TestSpans.Of(
            1, 0, 0, 1, kind: SpanKind.Client, trace: Id(1), attributes: [.. attributes.Split(';').Select(static pair => pair.Split('=')).Select(static pair => (pair[0], (TelemetryValue)pair[1]))]);
        Traces.Add([span]);
        SpanPeer.Of(span).ShouldNotBeNull();

        foreach (var other in SpanCategories.ByName.Keys)
        {
            (await _browser.GetPageAsync($"/traces?type={other}")).QuerySelectorAll("tbody tr").Length.ShouldBe(other == type ? 1 : 0);
        }
    }

    [Theory]
    [InlineData("min=-5", "min")]
    [InlineData("min=soon", "min")]
    [InlineData("min=1e999", "min")]
    [InlineData("status=perhaps", "status")]
    [InlineData("type=%3Cscript%3E", "type")]
    [InlineData("page=0", "page")]
    [InlineData("page=99999999999999999999", "page")]
    [InlineData("until=yesterday", "until")]
    [InlineData("attr=%3Dvalue", "attr")]
    public async Task A_filter_that_makes_no_sense_is_ignored_and_said_so(string query, string filter)
    {
        Traces.Add([TestSpans.Of(1, 0, 0, 30)]);

        var page = await _browser.GetPageAsync($"/traces?{query}");

        page.QuerySelector(".notice")!.Words().ShouldStartWith($"The filter “{filter}”");
        page.QuerySelectorAll("tbody tr").Length.ShouldBe(1);
    }

    [Fact]
    public async Task The_filter_offers_whoever_has_sent_spans_and_what_is_chosen()
    {
        _dashboard.Get<TelemetryResources>().Of(TelemetryAttributes.Of(("service.name", "sender"))).HasSpans = true;
        _dashboard.Get<TelemetryResources>().Of(TelemetryAttributes.Of(("service.name", "logger")));

        var page = await _browser.GetPageAsync("/traces?resource=gone");

        page.QuerySelectorAll("select[name=resource] option").Select(static option => option.Words()).ShouldBe(["(All)", "gone", "sender"]);
        page.QuerySelector(".empty")!.Words().ShouldStartWith("No trace matches");
    }

    [Fact]
    public async Task A_page_of_its_own_for_a_resource_and_the_filters_stand_in_the_form()
    {
        Traces.Add(SampleTraces.Order(Id(1)));
        Traces.Add([TestSpans.Of(1, 0, 500, 30, "time", trace: Id(2))]);

        (await _browser.GetPageAsync("/traces/resource/time")).QuerySelectorAll("tbody tr").Length.ShouldBe(1);
        var page = await _browser.GetPageAsync("/traces?resource=cart-a1&q=checkout&status=ok&type=http&min=1s&attr=a%3Db&attr=c");

        page.QuerySelectorAll("select option[selected]").Select(static option => option.GetAttribute("value")).ShouldBe(["cart-a1", "ok", "http"]);
        page.QuerySelector("input[name=q]")!.GetAttribute("value").ShouldBe("checkout");
        page.QuerySelector("input[name=min]")!.GetAttribute("value").ShouldBe("1 s");
        page.QuerySelectorAll("input[type=hidden][name=attr]").Select(static field => field.GetAttribute("value")).ShouldBe(["a=b", "c"]);
        page.QuerySelector(".chip a")!.GetAttribute("href").ShouldBe("/traces?resource=cart-a1&q=checkout&status=ok&type=http&attr=c&min=1%20s");
    }

    [Fact]
    public async Task Later_pages_stand_still_while_traces_come_in()
    {
        Traces.Add([.. Enumerable.Range(1, 120).Select(static i => TestSpans.Of(1, 0, i * 10, 5, name: $"number {i}", trace: Id((ulong)i)))]);
        var first = await _browser.GetPageAsync("/traces");
        var second = await _browser.GetPageAsync(first.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        second.QuerySelector("tbody .what a")!.Words().ShouldBe("web number 70");

        Traces.Add([.. Enumerable.Range(200, 30).Select(static i => TestSpans.Of(1, 0, i * 10, 5, name: $"number {i}", trace: Id((ulong)i)))]);

        var third = await _browser.GetPageAsync(second.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        third.QuerySelector("tbody .what a")!.Words().ShouldBe("web number 20");
        third.QuerySelectorAll("tbody tr").Length.ShouldBe(20);
        third.QuerySelector("#results")!.HasAttribute("hx-get").ShouldBeFalse();
        first.QuerySelector("#results")!.GetAttribute("hx-get").ShouldBe("/traces/rows");
        (await _browser.GetPageAsync("/traces?page=9")).QuerySelector(".pager-where")!.Words().ShouldBe("Page 3 of 3");
        var typed = await _browser.GetPageAsync("/traces?page=2");
        (await _browser.GetPageAsync(typed.QuerySelector("a[rel=next]")!.GetAttribute("href")!)).QuerySelector("tbody .what a")!.Words().ShouldBe("web number 50");
    }

    [Fact]
    public async Task Remove_all_removes_the_traces_of_all_or_of_the_chosen_resource_and_only_for_the_own_page()
    {
        Traces.Add(SampleTraces.Order(Id(1)));
        Traces.Add([TestSpans.Of(1, 0, 500, 30, "time", trace: Id(2))]);

        using (var forged = await _browser.PostAsync(new Uri("/traces/clear", UriKind.Relative), new FormUrlEncodedContent([])))
        {
            forged.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }

        Traces.TraceCount.ShouldBe(2);
        var page = await _browser.GetPageAsync("/traces?resource=time");
        page.QuerySelector("form[action='/traces/clear'] button")!.Words().ShouldBe("Remove all of time");
        using (var answer = await _browser.PostFormAsync("/traces/clear", page, ("resource", "time")))
        {
            answer.Headers.Location!.ToString().ShouldBe("/traces");
        }

        Traces.TraceCount.ShouldBe(1);
        using (await _browser.PostFormAsync("/traces/clear", page))
        {
            Traces.TraceCount.ShouldBe(0);
        }
    }

    [Fact]
    public async Task What_spans_say_is_text_and_never_markup()
    {
        const string Markup = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'";
        Traces.Add([TestSpans.Of(1, 0, 0, 30, Markup, Markup, trace: Id(1), status: SpanStatus.Error, attributes: [(Markup, Markup), ("db.system.name", Markup)], kind: SpanKind.Client, events: [new SpanEvent(TestSpans.At(3), Markup, default)])]);

        foreach (var path in new[] { $"/traces?q={Uri.EscapeDataString(Markup)}&attr={Uri.EscapeDataString(Markup)}", $"/traces/detail/{Id(1)}?span=0000000000000001&q={Uri.EscapeDataString(Markup)}" })
        {
            var page = await _browser.GetPageAsync(path);

            page.QuerySelectorAll("script:not([src]), img, [onerror]").ShouldBeEmpty();
            page.Body!.TextContent.ShouldContain(Markup);
        }
    }

    private static TraceId Id(ulong number) => new(0xabc, number);
}
