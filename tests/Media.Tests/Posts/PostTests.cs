using System.Net;
using System.Text.Json;

namespace MyArch.Media.Tests.Posts;

[Collection(MediaTierCollection.Name)]
public sealed class PostTests(Press press) : IClassFixture<Press>
{
    private const string Posts = "/api/posts";

    [Fact]
    public async Task A_post_that_was_published_is_there_under_its_slug()
    {
        var picture = await press.AddPictureAsync();

        var response = await press.Admin.SendJsonAsync(HttpMethod.Post, Posts, Press.PostBody("First of all", $"Some words.\n\n![a picture](/api/media/{picture})"));

        var post = await response.ShouldBeJsonAsync(HttpStatusCode.Created);
        response.Headers.Location!.ToString().ShouldBe("/api/posts/first-of-all");
        response.Header("ETag").ShouldNotBeNull().ShouldMatch("^\"[0-9]+\"$");
        response.Header("X-Consistency-Token").ShouldNotBeNull();
        post.EnumerateObject().Select(static member => member.Name).ShouldBe(["slug", "title", "body", "html", "excerpt", "cover", "pictures", "publishedAt", "updatedAt"]);
        post.GetProperty("cover").GetString().ShouldBe(picture);
        post.GetProperty("pictures").EnumerateArray().Select(static id => id.GetString()).ShouldBe([picture]);
        var read = await press.Visitor.GetAsync(response.Headers.Location);
        JsonElement.DeepEquals(await read.ShouldBeJsonAsync(), post).ShouldBeTrue();
        read.Header("Cache-Control").ShouldBe("no-cache");
        read.Header("X-Cache").ShouldNotBeNull();
        (await press.Visitor.SendAsync(HttpMethod.Get, "/api/posts/first-of-all", ("If-None-Match", read.Header("ETag")!))).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Posts_of_the_same_title_get_names_of_their_own_even_at_once()
    {
        var responses = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => press.Admin.SendJsonAsync(HttpMethod.Post, Posts, Press.PostBody("Same again"))));

        var slugs = new List<string>();
        foreach (var response in responses)
        {
            slugs.Add((await response.ShouldBeJsonAsync(HttpStatusCode.Created)).GetProperty("slug").GetString()!);
        }

        slugs.ShouldBe(["same-again", "same-again-2", "same-again-3", "same-again-4", "same-again-5", "same-again-6"], ignoreOrder: true);
        // Its own name is taken by the second of the others.
        (await AddAsync("Same again 2")).ShouldBe("same-again-2-2");
    }

    [Fact]
    public async Task A_post_that_is_sent_again_with_its_key_is_published_once_also_at_the_same_time_and_when_it_was_changed_since()
    {
        (string, string) key = ("Idempotency-Key", $"key-{Guid.NewGuid():N}");
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => press.Admin.SendJsonAsync(HttpMethod.Post, Posts, Press.PostBody("Once with a key", "and not twice"), key)));

        foreach (var answer in answers)
        {
            (await answer.ShouldBeJsonAsync(HttpStatusCode.Created)).GetProperty("slug").GetString().ShouldBe("once-with-a-key");
            answer.Header("ETag").ShouldBe(answers[0].Header("ETag"));
            answer.Header("X-Consistency-Token").ShouldNotBeNull();
        }

        (await press.Admin.SendJsonAsync(HttpMethod.Put, $"{Posts}/once-with-a-key", Press.PostBody("Once with a key", "changed"), ("If-Match", answers[0].Header("ETag")!))).EnsureSuccessStatusCode();
        var late = await press.Admin.SendJsonAsync(HttpMethod.Post, Posts, Press.PostBody("Once with a key", "and not twice"), key);
        (await late.ShouldBeJsonAsync(HttpStatusCode.Created)).GetProperty("body").GetString().ShouldBe("changed");
        (await press.Visitor.GetAsync($"{Posts}/once-with-a-key-2")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        // Without a key, or with another one, it is another post.
        (await AddAsync("Once with a key")).ShouldBe("once-with-a-key-2");
    }

    [Fact]
    public async Task A_key_belongs_to_one_post_and_must_be_one_that_can_be_kept()
    {
        (string, string) key = ("Idempotency-Key", $"key-{Guid.NewGuid():N}");
        await (await press.Admin.SendJsonAsync(HttpMethod.Post, Posts, Press.PostBody("The first"), key)).ShouldBeJsonAsync(HttpStatusCode.Created);

        await (await press.Admin.SendJsonAsync(HttpMethod.Post, Posts, Press.PostBody("Another one"), key)).ShouldBeProblemAsync(HttpStatusCode.Conflict);
        await (await press.Admin.SendJsonAsync(HttpMethod.Post, Posts, Press.PostBody("Another one"), ("Idempotency-Key", new string('k', 129)))).ShouldBeProblemAsync(HttpStatusCode.BadRequest);
        (await press.Visitor.GetAsync($"{Posts}/another-one")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("a\\ufffe")]
    [InlineData("a\\uffff")]
    [InlineData("a\\ufdd0")]
    [InlineData("a\\ud83f\\udffe")]
    public async Task A_title_with_something_that_is_no_character_is_refused(string title) =>
        await (await press.Admin.SendJsonAsync(HttpMethod.Post, Posts, $$"""{"title":"{{title}}","body":""}""")).ShouldNameAsync("title");

    [Fact]
    public async Task A_change_keeps_the_name_and_makes_a_new_version_that_everybody_sees_at_once()
    {
        var path = $"{Posts}/{await AddAsync("Before")}";
        var tag = await TagAsync(path);

        var changed = await press.Admin.SendJsonAsync(HttpMethod.Put, path, Press.PostBody("After", "New words."), ("If-Match", tag));

        (await changed.ShouldBeJsonAsync()).GetProperty("slug").GetString().ShouldBe("before");
        changed.Header("ETag").ShouldNotBe(tag);
        var read = await press.Visitor.GetAsync(path);
        (await read.ShouldBeJsonAsync()).GetProperty("title").GetString().ShouldBe("After");
        read.Header("ETag").ShouldBe(changed.Header("ETag"));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.PreconditionRequired)]
    [InlineData("\"999999999\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("W/\"1\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("1", HttpStatusCode.BadRequest)]
    public async Task A_change_needs_the_version_that_it_was_meant_for(string? condition, HttpStatusCode status)
    {
        var path = $"{Posts}/{await AddAsync("Kept")}";
        (string, string)[] headers = condition is null ? [] : [("If-Match", condition)];

        await (await press.Admin.SendJsonAsync(HttpMethod.Put, path, Press.PostBody("Lost"), headers)).ShouldBeProblemAsync(status);
        await (await press.Admin.SendAsync(HttpMethod.Delete, path, headers)).ShouldBeProblemAsync(status);

        (await (await press.Visitor.GetAsync(path)).ShouldBeJsonAsync()).GetProperty("title").GetString().ShouldBe("Kept");
    }

    /// <summary>An instance dies after its commit and before it has told the cache; the load balancer sends the same request to another one.</summary>
    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task A_change_that_is_repeated_in_vain_puts_right_what_the_first_one_left_in_the_cache(string method)
    {
        var slug = await AddAsync("Twice");
        var path = $"{Posts}/{slug}";
        await Eventually.BecomesAsync(async token => (await press.Visitor.GetAsync(path, token)).Header("X-Cache"), static outcome => outcome == "hit", because: "it is cached");
        var tag = await TagAsync(path);
        await press.Tier.ExecuteAsync(press.Tenant.Database, $"UPDATE posts SET title = 'Changed', version = nextval('post_versions') WHERE slug = '{slug}'");
        (await TagAsync(path)).ShouldBe(tag, "nobody has told the cache");

        var repeated = await press.Admin.SendJsonAsync(new(method), path, Press.PostBody("Changed"), ("If-Match", tag));

        await repeated.ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed);
        repeated.Header("X-Consistency-Token").ShouldNotBeNull();
        var now = await press.Visitor.GetAsync(path);
        now.Header("X-Cache").ShouldBe("miss");
        (await now.ShouldBeJsonAsync()).GetProperty("title").GetString().ShouldBe("Changed");
    }

    [Fact]
    public async Task Of_two_who_change_the_same_version_one_is_told()
    {
        var path = $"{Posts}/{await AddAsync("Contended")}";
        var tag = await TagAsync(path);

        var responses = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => press.Admin.SendJsonAsync(HttpMethod.Put, path, Press.PostBody("Mine"), ("If-Match", tag))));

        responses.Count(static response => response.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        responses.Count(static response => response.StatusCode == HttpStatusCode.PreconditionFailed).ShouldBe(7);
    }

    [Fact]
    public async Task A_post_that_was_removed_is_gone_at_once_and_its_name_is_free()
    {
        var path = $"{Posts}/{await AddAsync("Short-lived")}";
        var tag = await TagAsync(path);

        (await press.Admin.SendAsync(HttpMethod.Delete, path, ("If-Match", tag))).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        await (await press.Visitor.GetAsync(path)).ShouldBeProblemAsync(HttpStatusCode.NotFound);
        await (await press.Admin.SendJsonAsync(HttpMethod.Put, path, Press.PostBody(), ("If-Match", tag))).ShouldBeProblemAsync(HttpStatusCode.NotFound);
        (await AddAsync("Short-lived")).ShouldBe("short-lived");
        // Nobody's copy of the old post passes for the new one.
        (await press.Visitor.SendAsync(HttpMethod.Get, path, ("If-None-Match", tag))).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await press.Admin.SendAsync(HttpMethod.Delete, path, ("If-Match", tag))).ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task The_list_has_the_newest_first_without_bodies_and_its_pages_join()
    {
        var tenant = await press.Tier.CreateTenantAsync();
        await using var server = press.Tier.CreateServer(tenant);
        using var admin = server.CreateAdmin();
        for (var i = 1; i <= 5; i++)
        {
            await (await admin.SendJsonAsync(HttpMethod.Post, Posts, Press.PostBody($"Post {i}"))).ShouldBeJsonAsync(HttpStatusCode.Created);
        }

        List<string> seen = [];
        string? next = "";
        while (next is not null)
        {
            var page = await (await admin.GetAsync($"{Posts}?limit=2&after={next}")).ShouldBeJsonAsync();
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(static item => item.GetProperty("slug").GetString()!));
            page.GetProperty("items")[0].EnumerateObject().Select(static member => member.Name).ShouldBe(["slug", "title", "excerpt", "cover", "pictures", "publishedAt", "updatedAt"]);
            next = page.GetProperty("next").GetString();
        }

        seen.ShouldBe(["post-5", "post-4", "post-3", "post-2", "post-1"]);
        await (await admin.GetAsync($"{Posts}?limit=101")).ShouldNameAsync("limit");
        await (await admin.GetAsync($"{Posts}?after={new PageCursor(3).ToText("media")}")).ShouldNameAsync("after");
    }

    [Theory]
    [InlineData("{\"title\":\"\",\"body\":\"\"}", "title")]
    [InlineData("{\"title\":\"a\\u0000b\",\"body\":\"\"}", "title")]
    [InlineData("{\"title\":\"x\",\"body\":\"a\\u0007b\"}", "body")]
    [InlineData("{\"title\":\"x\"}", "body")]
    [InlineData("{\"title\":\"x\",\"body\":null}", "body")]
    [InlineData("{\"title\":\"x\",\"body\":\"\",\"slug\":\"mine\"}", "slug")]
    public async Task What_is_no_post_is_refused_by_name(string body, string member) =>
        await (await press.Admin.SendJsonAsync(HttpMethod.Post, Posts, body)).ShouldNameAsync(member);

    [Fact]
    public async Task A_title_of_ten_kilobytes_and_a_body_beyond_all_measure_are_refused()
    {
        await (await press.Admin.SendJsonAsync(HttpMethod.Post, Posts, Press.PostBody(new string('t', 10_000)))).ShouldNameAsync("title");
        await (await press.Admin.SendJsonAsync(HttpMethod.Post, Posts, Press.PostBody(body: new string('b', 50_001)))).ShouldNameAsync("body");
        await (await press.Admin.SendJsonAsync(HttpMethod.Post, Posts, Press.PostBody(body: new string('b', 100_000)))).ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge);
        await (await press.Admin.SendJsonAsync(HttpMethod.Post, Posts, Press.PostBody(body: new string('b', 50_000)))).ShouldBeJsonAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Only_the_administrator_writes()
    {
        await (await press.Visitor.SendJsonAsync(HttpMethod.Post, Posts, Press.PostBody())).ShouldBeProblemAsync(HttpStatusCode.Unauthorized);
        await (await press.Visitor.SendJsonAsync(HttpMethod.Put, $"{Posts}/x", Press.PostBody(), ("Authorization", "Bearer guess"))).ShouldBeProblemAsync(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("No-Slug")]
    [InlineData("%2e%2e%2fetc")]
    public async Task What_is_not_there_is_a_404(string slug) =>
        await (await press.Visitor.GetAsync($"{Posts}/{slug}")).ShouldBeProblemAsync(HttpStatusCode.NotFound);

    private async Task<string> AddAsync(string title)
    {
        var response = await press.Admin.SendJsonAsync(HttpMethod.Post, Posts, Press.PostBody(title));
        return (await response.ShouldBeJsonAsync(HttpStatusCode.Created)).GetProperty("slug").GetString()!;
    }

    private async Task<string> TagAsync(string path) => (await press.Visitor.GetAsync(path)).Header("ETag").ShouldNotBeNull();
}
