using System.Net;

namespace MyArch.Media.Tests.Browser;

/// <summary>What the writer is told when the answer to a save is lost, or is "later".</summary>
public sealed class LostAnswerTests(Press press, Chromium chromium) : EditorTest(press, chromium)
{
    [Fact]
    public async Task A_post_whose_answer_was_lost_is_published_once()
    {
        await OpenEditorAsync("/editor?new");
        var lost = 0;
        await Page.RouteAsync("**/api/posts", async route =>
        {
            if (route.Request.Method == "POST" && Interlocked.Increment(ref lost) == 1)
            {
                await route.FetchAsync();
                await route.AbortAsync("connectionreset");
                return;
            }

            await route.ContinueAsync();
        });
        // A list that the cache still has, or a replica that lags: the post is not in it.
        await Page.RouteAsync("**/api/posts?*", static route => route.FulfillAsync(new() { ContentType = "application/json", Body = """{"items":[],"next":null}""" }));
        await Field("Title").FillAsync("Said once");
        await Text.FillAsync("and not twice");

        await Button("Publish").ClickAsync();

        await Expect(Notices).ToHaveTextAsync("Published.See the post");
        await Expect(Page).ToHaveURLAsync($"{Press.Server.Address}/editor/said-once");
        lost.ShouldBe(2);
        (await Press.Visitor.GetAsync("/api/posts/said-once-2")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_change_whose_answer_was_lost_is_no_conflict()
    {
        var slug = await PublishAsync("Changed once", "before");
        await OpenEditorAsync($"/editor/{slug}");
        await Expect(Text).ToHaveValueAsync("before");
        var lost = 0;
        await Page.RouteAsync($"**/api/posts/{slug}", async route =>
        {
            if (route.Request.Method == "PUT" && Interlocked.Increment(ref lost) == 1)
            {
                await route.FetchAsync();
                await route.AbortAsync("connectionreset");
                return;
            }

            await route.ContinueAsync();
        });

        await Text.FillAsync("after");
        await Button("Save").ClickAsync();

        await Expect(Notices).ToHaveTextAsync("Saved.See the post");
        await Expect(Page.Locator("#conflict")).ToBeHiddenAsync();
        (await BodyAsync(slug)).ShouldBe("after");
    }

    [Fact]
    public async Task A_blog_that_is_busy_is_asked_again_and_then_told_in_words()
    {
        await OpenEditorAsync("/editor?new");
        await Page.RouteAsync("**/api/posts", static route => route.FulfillAsync(new()
        {
            Status = 503,
            ContentType = "application/problem+json",
            Headers = new Dictionary<string, string> { ["Retry-After"] = "60" },
            Body = """{"status":503,"title":"The database cannot do this now"}""",
        }));
        await Field("Title").FillAsync("Later");

        await Button("Publish").ClickAsync();

        await Expect(Outcome).ToHaveTextAsync("Nothing was saved. The blog is busy. Please try again in a moment.");
        await Expect(Field("Title")).ToHaveValueAsync("Later");
    }

    [Fact]
    public async Task A_save_whose_answers_are_all_lost_is_not_said_to_be_none()
    {
        await OpenEditorAsync("/editor?new");
        await Page.RouteAsync("**/api/posts*", static route => route.AbortAsync());
        await Field("Title").FillAsync("Perhaps");

        await Button("Publish").ClickAsync();

        await Expect(Outcome).ToContainTextAsync("Nobody knows whether this was saved; your text is still here.");
        await Expect(Field("Title")).ToHaveValueAsync("Perhaps");
    }
}
