using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace MyArch.Media.Tests.Browser;

/// <summary>The pages as programs get them, without a browser: what search engines, messengers and people without JavaScript see.</summary>
[Collection(MediaTierCollection.Name)]
public sealed class ReadingTests(Press press) : IClassFixture<Press>
{
    [Fact]
    public async Task A_post_is_a_whole_page_with_all_that_others_need_to_show_a_link_to_it()
    {
        var picture = await press.AddPictureAsync();
        await PublishAsync("Salt & \"light\" <b>", $"The *first* words, and a \"quote\".\n\n![The pier](/api/media/{picture})\n\n## Later");

        using var page = await GetAsync("/posts/salt-light-b", ("Host", "mywordpress.localhost:8080"), ("X-Forwarded-Proto", "https"));

        page.Title.ShouldBe("Salt & \"light\" <b> · MyWordPress");
        page.DocumentElement.GetAttribute("lang").ShouldBe("en");
        Meta(page, "name", "description").ShouldBe("The first words, and a \"quote\".");
        page.QuerySelector("link[rel=canonical]")!.GetAttribute("href").ShouldBe("https://mywordpress.localhost:8080/posts/salt-light-b");
        Meta(page, "property", "og:type").ShouldBe("article");
        Meta(page, "property", "og:title").ShouldBe("Salt & \"light\" <b>");
        Meta(page, "property", "og:description").ShouldBe("The first words, and a \"quote\".");
        Meta(page, "property", "og:url").ShouldBe("https://mywordpress.localhost:8080/posts/salt-light-b");
        Meta(page, "property", "og:image").ShouldBe($"https://mywordpress.localhost:8080/api/media/{picture}/thumbnail");
        Meta(page, "property", "article:published_time").ShouldEndWith("Z");
        page.QuerySelectorAll("h1").ShouldHaveSingleItem().TextContent.ShouldBe("Salt & \"light\" <b>");
        var shown = page.QuerySelector(".prose img").ShouldBeAssignableTo<IHtmlImageElement>()!;
        (shown.GetAttribute("src"), shown.DisplayWidth, shown.DisplayHeight, shown.AlternativeText).ShouldBe(($"/api/media/{picture}", 40, 30, "The pier"));
        page.QuerySelectorAll("script").ShouldBeEmpty("a post needs no script at all");
    }

    [Fact]
    public async Task The_home_page_lists_the_latest_posts_and_leads_to_the_older_ones_without_a_script()
    {
        var picture = await press.AddPictureAsync();
        for (var i = 1; i <= 16; i++)
        {
            await PublishAsync($"Number {i}", i == 16 ? $"With a picture.\n\n![](/api/media/{picture})" : $"Words of {i}.");
        }

        using var page = await Eventually.BecomesAsync(
            async _ => await GetAsync("/"), static page => page.QuerySelector(".card h2")?.TextContent == "Number 16", because: "the list in the cache is not older than some seconds");
        page.QuerySelectorAll(".card").Length.ShouldBe(13);
        var lead = page.QuerySelector(".card.lead")!;
        lead.QuerySelector("a")!.GetAttribute("href").ShouldBe("/posts/number-16");
        lead.QuerySelector(".excerpt")!.TextContent.ShouldBe("With a picture.");
        lead.QuerySelector("img")!.GetAttribute("src").ShouldBe($"/api/media/{picture}/thumbnail");
        page.QuerySelectorAll("img").Where(static image => image.GetAttribute("width") is null || image.GetAttribute("height") is null).ShouldBeEmpty();

        using var older = await GetAsync(page.QuerySelector("a[rel=next]")!.GetAttribute("href")!);

        older.QuerySelectorAll(".card h2")[0].TextContent.ShouldBe("Number 3");
        older.QuerySelector(".paging a")!.GetAttribute("href").ShouldBe("/");
        older.QuerySelector("meta[name=robots]")!.GetAttribute("content").ShouldBe("noindex, follow");
        (await press.Visitor.GetAsync("/?after=made-up")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_footer_tells_who_has_rendered_the_page_and_of_what()
    {
        await PublishAsync("Footer", "x");
        (await press.Visitor.GetAsync("/posts/footer")).Header("X-Database").ShouldBe("primary");
        // For a moment after a write nothing is kept: a copy of the database may not have it yet.
        var answer = await Eventually.BecomesAsync(
            token => press.Visitor.GetAsync("/posts/footer", token), static answer => answer.Header("X-Cache") == "hit", because: "the post is in the cache");

        using var page = await ParseAsync(answer);

        page.QuerySelectorAll("#rendered dd").Select(static fact => fact.TextContent).ShouldBe(["media-a1", "a", "S3", "not asked", "hit"]);
        (answer.Header("X-Instance"), answer.Header("X-Zone"), answer.Header("X-Cache")).ShouldBe(("media-a1", "a", "hit"));
    }

    [Fact]
    public async Task A_page_is_kept_and_asked_about_and_a_new_version_has_another_tag()
    {
        await PublishAsync("Kept", "one");
        // The footer says whether the cache had it, so the pages of a miss and of a hit differ. It has it as soon as the database's monitor has seen the write.
        var first = await Eventually.BecomesAsync(
            token => press.Visitor.GetAsync("/posts/kept", token), static answer => answer.Header("X-Cache") == "hit", because: "the post is in the cache");
        var tag = first.Headers.ETag!.ToString();

        first.Headers.CacheControl!.ToString().ShouldBe("no-cache");
        first.Headers.TryGetValues("Set-Cookie", out _).ShouldBeFalse();
        var again = await press.Visitor.SendAsync(HttpMethod.Get, "/posts/kept", ("If-None-Match", tag));
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await again.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        var head = await press.Visitor.SendAsync(HttpMethod.Head, "/posts/kept");
        (head.StatusCode, head.Headers.ETag!.ToString(), head.Content.Headers.ContentLength).ShouldBe((HttpStatusCode.OK, tag, first.Content.Headers.ContentLength));

        await (await press.Admin.SendJsonAsync(HttpMethod.Put, "/api/posts/kept", Press.PostBody("Kept", "two"), ("If-Match", "*"))).ShouldBeJsonAsync();
        (await press.Visitor.SendAsync(HttpMethod.Get, "/posts/kept", ("If-None-Match", tag))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_not_there_is_a_page_for_people_and_a_problem_for_programs()
    {
        foreach (var path in (string[])["/posts/nothing-like-this", "/posts/NOT-A-SLUG", "/posts/a/b", "/nothing", "/nothing.html", "/posts/" + new string('x', 2000)])
        {
            var answer = await press.Visitor.GetAsync(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
            (answer.Content.Headers.ContentType!.ToString(), answer.Headers.CacheControl!.ToString()).ShouldBe(("text/html; charset=utf-8", "no-store"), path);
            using var page = await ParseAsync(answer);
            page.QuerySelector("h1")!.TextContent.ShouldBe("There is no such page");
        }

        await (await press.Visitor.GetAsync("/api/nothing")).ShouldBeProblemAsync(HttpStatusCode.NotFound);
        await (await press.Visitor.PostAsync("/nothing", content: null)).ShouldBeProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Every_page_has_the_headers_that_keep_it_to_itself_and_no_inline_code()
    {
        var picture = await press.AddPictureAsync();
        await PublishAsync("Wild", $"<script>alert(1)</script> [a](javascript:alert(1)) ![x\" onerror=\"alert(1)](/api/media/{picture})\n\n| a |\n|:-:|\n| b |");
        foreach (var path in (string[])["/", "/posts/wild", "/posts/nowhere", "/editor", "/editor?new", "/editor/wild"])
        {
            var answer = await press.Visitor.GetAsync(path);
            answer.Header("Content-Security-Policy")!.ShouldStartWith("default-src 'self'; base-uri 'none'", customMessage: path);
            answer.Header("X-Content-Type-Options").ShouldBe("nosniff", path);
            using var page = await ParseAsync(answer);
            page.QuerySelectorAll("script:not([src]), style, [style], a[href^='javascript' i]").ShouldBeEmpty(path);
            page.All.SelectMany(static element => element.Attributes).Where(static attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal)).ShouldBeEmpty(path);
        }
    }

    [Fact]
    public async Task The_editor_is_the_same_for_everybody_and_holds_no_data()
    {
        await PublishAsync("Secret plans", "x");

        var stranger = await press.Visitor.GetStringAsync("/editor/secret-plans");
        var admin = await press.Admin.GetStringAsync("/editor/secret-plans");

        admin.ShouldBe(stranger);
        stranger.ShouldNotContain("Secret plans");
        stranger.ShouldNotContain(MediaServer.AdminKey);
    }

    [Fact]
    public async Task While_no_database_answers_a_page_says_so_in_words_and_when_to_come_back()
    {
        await using var server = press.Tier.CreateServer(press.Tenant, id: "media-b1", settings: [("Database:ReadTimeout", "00:00:02"), ("Database:MonitorTimeout", "00:00:01"), ("Cache:Prefix", "cache:media:nothing:")]);
        using var visitor = server.CreateVisitor();
        await Eventually.BecomesAsync(async token => (await visitor.GetAsync("/", token)).StatusCode, static status => status == HttpStatusCode.OK);
        press.Tier.Primary.Process.Hang();
        try
        {
            var answer = await visitor.GetAsync("/posts/any-post");

            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            answer.Headers.RetryAfter.ShouldNotBeNull();
            using var page = await ParseAsync(answer);
            page.QuerySelector("h1")!.TextContent.ShouldBe("The posts cannot be read right now");
            page.QuerySelectorAll("#rendered dd").Select(static fact => fact.TextContent).ShouldBe(["media-b1", "b", "S3", "not asked", "not asked"]);
            (await visitor.GetAsync("/editor")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        finally
        {
            press.Tier.Primary.Process.Resume();
        }
    }

    private async Task PublishAsync(string title, string body) =>
        await (await press.Admin.SendJsonAsync(HttpMethod.Post, "/api/posts", Press.PostBody(title, body))).ShouldBeJsonAsync(HttpStatusCode.Created);

    private async Task<IDocument> GetAsync(string path, params (string Name, string Value)[] headers) => await ParseAsync((await press.Visitor.SendAsync(HttpMethod.Get, path, headers)).EnsureSuccessStatusCode());

    private static async Task<IDocument> ParseAsync(HttpResponseMessage answer) => new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());

    private static string? Meta(IDocument page, string attribute, string name) => page.QuerySelector($"head meta[{attribute}='{name}']")?.GetAttribute("content");
}
