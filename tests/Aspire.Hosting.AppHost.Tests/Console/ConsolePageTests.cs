using System.Net;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard.Tests.Console;

public sealed class ConsolePageTests : IAsyncLifetime
{
    private const string Attack = "<script>alert(1)</script>\e[31m<img src=x onerror=alert(1)>\" onmouseover=\"alert(1)";

    private readonly Dashboard _dashboard = new(static builder =>
    {
        builder.AddExecutable("web", "/bin/true", "/");
        builder.AddExecutable("worker", "/bin/true", "/");
        builder.AddParameter("password", "none-of-your-business", secret: true);
    });

    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        await _dashboard.InitializeAsync();
        _client = await _dashboard.Clients.SignInAsync();
    }

    public Task DisposeAsync() => _dashboard.DisposeAsync().AsTask();

    [Fact]
    public async Task All_resources_are_shown_in_the_order_of_time_with_their_names()
    {
        Write("web", "one");
        Write("worker", "two");
        Write("web", "three", isError: true);

        var page = await _client.GetPageAsync("/consolelogs");

        page.QuerySelectorAll(".console li").Select(static line => (line.QuerySelector(".whose")!.TextContent, line.QuerySelector(".text")!.TextContent, line.ClassList.Contains("error")))
            .ShouldBe([("web", "one", false), ("worker", "two", false), ("web", "three", true)]);
        page.QuerySelectorAll("select[name=resource] option").Select(static option => option.TextContent).ShouldBe(["(All)", "web", "worker"]);
        page.QuerySelector(".console time")!.TextContent.ShouldEndWith(" UTC");
        DateTime.Parse(page.QuerySelector(".console time")!.GetAttribute("datetime")!, System.Globalization.CultureInfo.InvariantCulture).ShouldNotBe(default);
    }

    [Fact]
    public async Task One_resource_is_shown_alone_and_searched()
    {
        Write("web", "GET /items 200");
        Write("web", "\e[31mPOST\e[0m /items 500");
        Write("worker", "GET /nothing");

        var page = await _client.GetPageAsync("/consolelogs/resource/WEB?search=st%20/it");

        page.QuerySelectorAll(".console li .text").Select(static text => text.TextContent).ShouldBe(["POST /items 500"]);
        // The find reaches over two colours.
        page.QuerySelectorAll(".console mark").Select(static mark => mark.TextContent).ShouldBe(["ST", " /it"]);
        page.QuerySelector(".console .f1")!.TextContent.ShouldBe("POST");
        page.QuerySelector("[download]")!.GetAttribute("href").ShouldBe("/consolelogs/download?resource=WEB&search=st%20%2Fit");
    }

    [Theory]
    [InlineData("/consolelogs?resource=web&search=a%26b", "/consolelogs/resource/web?search=a%26b")]
    [InlineData("/consolelogs?resource=&search=", "/consolelogs")]
    public async Task The_form_leads_to_the_addresses_that_people_know(string form, string page)
    {
        using var answer = await _client.GetAsync(new Uri(form, UriKind.Relative));

        answer.Headers.Location!.OriginalString.ShouldBe(page);
    }

    [Theory]
    [InlineData("/consolelogs/resource/nobody")]
    [InlineData("/consolelogs/stream?resource=nobody")]
    [InlineData("/consolelogs/download?resource=nobody")]
    public async Task An_unknown_resource_is_not_found(string path)
    {
        using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative));

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nothing_that_a_resource_writes_is_markup()
    {
        Write("web", Attack);

        var page = await _client.GetPageAsync($"/consolelogs?search=");
        var console = page.QuerySelector(".console")!;

        console.QuerySelector("script, img, [onmouseover], [onerror]").ShouldBeNull();
        console.QuerySelector(".text")!.TextContent.ShouldBe(Attack.Replace("\e[31m", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_that_is_searched_is_markup()
    {
        Write("web", Attack);

        var page = await _client.GetPageAsync($"/consolelogs?search={Uri.EscapeDataString("\"><script>alert(1)</script>")}");

        page.QuerySelectorAll("script").ShouldAllBe(static script => script.GetAttribute("src")!.StartsWith("/assets/", StringComparison.Ordinal));
        page.QuerySelector("input[name=search]")!.GetAttribute("value").ShouldBe("\"><script>alert(1)</script>");
        (await _client.GetPageAsync($"/consolelogs?search={Uri.EscapeDataString("<script>")}")).QuerySelector(".console mark")!.TextContent.ShouldBe("<script>");
    }

    [Fact]
    public async Task What_comes_later_is_sent_after_the_page()
    {
        Write("web", "before");
        await using var stream = await ServerSentEvents.OpenAsync(_client, "/consolelogs/stream?resource=web");
        var (name, html) = await stream.NextAsync();
        name.ShouldBe("lines");
        html.ShouldContain("before");

        Write("web", Attack);

        (name, html) = await stream.NextAsync();
        name.ShouldBe("lines");
        html.ShouldContain("&lt;script&gt;");
        html.ShouldNotContain("<script");
    }

    [Fact]
    public async Task A_stream_goes_on_where_the_page_ends_or_where_it_was_lost()
    {
        Write("web", "before");
        var after = (await _client.GetPageAsync("/consolelogs")).QuerySelector(".console")!.GetAttribute("data-after")!;
        Write("web", "meanwhile");
        Write("worker", "at work");

        await using var stream = await ServerSentEvents.OpenAsync(_client, $"/consolelogs/stream?after={after}");
        var html = (await stream.NextAsync()).Data;
        html.ShouldNotContain("before");
        html.ShouldContain("meanwhile");
        html.ShouldContain("at work");
        stream.LastId.ShouldBe("2@2,1");

        Write("worker", "later");
        await using var again = await ServerSentEvents.OpenAsync(_client, $"/consolelogs/stream?after={after}", lastId: stream.LastId);
        html = (await again.NextAsync()).Data;
        html.ShouldNotContain("at work");
        html.ShouldContain("later");
    }

    [Theory]
    [InlineData("")]
    [InlineData("?search=line")]
    public async Task A_page_says_how_much_of_what_is_kept_it_leaves_out(string search)
    {
        for (var line = 1; line <= 1_200; line++)
        {
            Write("web", $"line {line}");
        }

        var page = await _client.GetPageAsync($"/consolelogs/resource/web{search}");

        page.QuerySelector(".console li")!.TextContent.ShouldBe("200 lines left out: too many to show.");
        page.QuerySelectorAll(".console li .text").Length.ShouldBe(1_000);
    }

    [Fact]
    public async Task A_flood_is_sent_in_batches_that_say_what_was_left_out()
    {
        await using var stream = await ServerSentEvents.OpenAsync(_client, "/consolelogs/stream?resource=web");
        (await stream.NextAsync()).Data.ShouldBeEmpty("At once, so that the browser knows that it is connected.");
        const int Rounds = 20;
        const int Lines = 2_000;
        var (shown, skipped, batches) = (0, 0, 0);
        for (var round = 1; round <= Rounds; round++)
        {
            for (var line = 1; line <= Lines; line++)
            {
                Write("web", $"line {line}.");
            }

            while (shown + skipped < round * Lines)
            {
                var (_, html) = await stream.NextAsync();
                var batch = Html.Parse(html);
                var lines = batch.QuerySelectorAll("li:not(.skipped)").Length;
                lines.ShouldBeInRange(1, 250);
                batches++;
                shown += lines;
                skipped += batch.QuerySelector(".skipped") is { } note ? int.Parse(note.TextContent.Split(' ')[0], System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture) : 0;
            }
        }

        batches.ShouldBeGreaterThanOrEqualTo(Rounds);
        (shown + skipped).ShouldBe(Rounds * Lines);
        skipped.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task The_last_ten_thousand_lines_can_be_downloaded_as_text()
    {
        for (var line = 1; line <= 10_005; line++)
        {
            Write("web", $"\e[32mline {line}", isError: line % 2 == 0);
        }

        using var answer = await _client.GetAsync(new Uri("/consolelogs/download?resource=web", UriKind.Relative));

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        answer.Content.Headers.ContentDisposition.FileName.ShouldBe("web.log");
        var lines = (await answer.Content.ReadAsStringAsync()).TrimEnd('\n').Split('\n');
        lines.Length.ShouldBe(10_000);
        lines[0].ShouldEndWith("Z err line 6");
        lines[^1].ShouldEndWith("Z line 10005");
    }

    private void Write(string resource, string text, bool isError = false) => _dashboard.Get<ResourceLoggerService>().LogOf(resource).Append(text, isError);
}
