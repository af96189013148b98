using System.Net;
using Microsoft.Playwright;

namespace MyArch.Media.Tests.Browser;

/// <summary>Writing, changing and deleting posts.</summary>
public sealed class WritingTests(Press press, Chromium chromium) : EditorTest(press, chromium)
{
    [Fact]
    public async Task A_post_is_written_looked_at_published_and_read()
    {
        await OpenEditorAsync("/editor");
        await Page.GetByRole(AriaRole.Link, new() { Name = "New post" }).ClickAsync();
        await Field("Title").FillAsync("  Morning at the pier ");
        await Text.FillAsync("Some *soft* words, <b>no markup</b>.\n\n[a](javascript:alert(1))");

        await Page.GetByRole(AriaRole.Tab, new() { Name = "Write" }).FocusAsync();
        await Page.Keyboard.PressAsync("ArrowRight");
        await Expect(Page.Locator("#panel-preview .preview-title")).ToHaveTextAsync("Morning at the pier");
        await Expect(Page.Locator("#panel-preview .prose")).ToContainTextAsync("Some soft words, <b>no markup</b>.");
        await Expect(Page.Locator("#panel-preview a")).ToHaveCountAsync(0);
        await Expect(Text).ToBeHiddenAsync();
        await KeepPicturesAsync("preview");
        await Button("Publish").ClickAsync();

        await Expect(Notices).ToHaveTextAsync("Published.See the post");
        await Expect(Page).ToHaveURLAsync($"{Press.Server.Address}/editor/morning-at-the-pier");
        await Expect(Page.Locator("#state")).ToContainTextAsync("Published on");
        await Notices.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Morning at the pier");
        await Page.GotoAsync("/");
        await Expect(Page.Locator(".card").First).ToContainTextAsync("Morning at the pier");
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task A_change_goes_over_the_version_that_was_seen()
    {
        var slug = await PublishAsync("To be changed", "one");
        var tag = (await Press.Visitor.GetAsync($"/api/posts/{slug}")).Headers.ETag!.ToString();
        await OpenEditorAsync($"/editor/{slug}");
        await Expect(Text).ToHaveValueAsync("one");

        await Text.FillAsync("two");
        await Expect(Page.Locator("#state")).ToHaveTextAsync("Not saved yet");
        var sent = await Page.RunAndWaitForRequestAsync(() => Page.Keyboard.PressAsync("Control+s"), static request => request.Method == "PUT");

        sent.Headers["if-match"].ShouldBe(tag);
        await Expect(Notices).ToHaveTextAsync("Saved.See the post");
        (await BodyAsync(slug)).ShouldBe("two");
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task Somebody_elses_change_is_shown_beside_ones_own_and_either_can_be_chosen()
    {
        var slug = await PublishAsync("Contested", "as it was");
        foreach (var (choice, expected) in ((string, string)[])[("Take theirs", "theirs 1"), ("Save mine over it", "mine 2")])
        {
            await OpenEditorAsync($"/editor/{slug}");
            await Expect(Text).Not.ToHaveValueAsync("");
            var number = expected[^1];
            await ChangeAsync(slug, $"theirs {number}");

            await Text.FillAsync($"mine {number}");
            await Button("Save").ClickAsync();

            await Expect(Page.Locator("#conflict")).ToContainTextAsync("Somebody else has saved this post since you opened it. Nothing of yours is lost, and nothing of it was saved.");
            await Expect(Page.Locator("#conflict pre")).ToHaveTextAsync([$"theirs {number}", $"mine {number}"]);
            (await BodyAsync(slug)).ShouldBe($"theirs {number}");
            await KeepPicturesAsync("conflict");
            await Button(choice).ClickAsync();
            await Expect(Page.Locator("#conflict")).ToBeHiddenAsync();
            await Expect(Text).ToHaveValueAsync(expected);
            await Expect(Page.Locator("#state")).ToContainTextAsync("Published on");
            (await BodyAsync(slug)).ShouldBe(expected);
        }

        NothingIsWrongInTheBrowser(412);
    }

    [Fact]
    public async Task A_post_that_was_deleted_meanwhile_can_be_published_again()
    {
        var slug = await PublishAsync("Gone and back", "text");
        await OpenEditorAsync($"/editor/{slug}");
        await Expect(Text).ToHaveValueAsync("text");
        (await Press.Admin.SendAsync(HttpMethod.Delete, $"/api/posts/{slug}", ("If-Match", "*"))).EnsureSuccessStatusCode();

        await Text.FillAsync("more text");
        await Button("Save").ClickAsync();
        await Expect(Outcome).ToContainTextAsync("This post has been deleted in the meantime. Your text is still here.");
        await Button("Publish it as a new post").ClickAsync();

        await Expect(Notices).ToHaveTextAsync("Published.See the post");
        (await BodyAsync(slug)).ShouldBe("more text");
    }

    [Fact]
    public async Task Unsaved_text_survives_a_reload_and_to_leave_is_asked_about()
    {
        var slug = await PublishAsync("Half done", "saved");
        await OpenEditorAsync($"/editor/{slug}");
        await Expect(Text).ToHaveValueAsync("saved");
        await Text.PressSequentiallyAsync(" and not saved");
        var asked = new TaskCompletionSource<string>();
        Page.Dialog += async (_, dialog) =>
        {
            asked.TrySetResult(dialog.Type);
            await dialog.AcceptAsync();
        };

        await Page.ReloadAsync();

        (await asked.Task).ShouldBe("beforeunload");
        await Expect(Notices).ToHaveTextAsync("Your unsaved text is back.");
        await Expect(Text).ToHaveValueAsync("saved and not saved");
        await Button("Discard my changes").ClickAsync();
        await Button("Discard them").ClickAsync();
        await Expect(Text).ToHaveValueAsync("saved");
        await Page.ReloadAsync();
        await Expect(Text).ToHaveValueAsync("saved");
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task A_draft_of_an_older_version_is_not_saved_over_a_newer_one_unseen()
    {
        var slug = await PublishAsync("Old draft", "first");
        await OpenEditorAsync($"/editor/{slug}");
        await Expect(Text).ToHaveValueAsync("first");
        await Text.FillAsync("mine");
        await ChangeAsync(slug, "theirs");
        Page.Dialog += static async (_, dialog) => await dialog.AcceptAsync();

        await Page.ReloadAsync();
        await Expect(Text).ToHaveValueAsync("mine");
        await Button("Save").ClickAsync();

        await Expect(Page.Locator("#conflict pre")).ToHaveTextAsync(["theirs", "mine"]);
    }

    [Fact]
    public async Task What_is_too_long_or_missing_is_told_beside_the_field_and_nothing_is_sent()
    {
        await OpenEditorAsync("/editor?new");
        await Text.FillAsync("text");
        await Button("Publish").ClickAsync();
        await Expect(Page.Locator("#post-title-problem")).ToHaveTextAsync("Please give it a title.");
        await Expect(Field("Title")).ToBeFocusedAsync();

        await Field("Title").FillAsync(new string('x', 10 * 1024));
        await Button("Publish").ClickAsync();
        await Expect(Page.Locator("#post-title-problem")).ToHaveTextAsync("This has 10240 characters. At most 200 are possible.");
        await KeepPicturesAsync("wrong-title");
        (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0);

        await Field("Title").FillAsync("Fine");
        await Expect(Page.Locator("#post-title-problem")).ToBeEmptyAsync();
        await Text.FillAsync(new string('x', 50_001));
        await Button("Publish").ClickAsync();
        await Expect(Page.Locator("#post-body-problem")).ToHaveTextAsync("This has 50001 characters. At most 50000 are possible.");
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task What_only_the_service_refuses_is_told_in_its_words()
    {
        await OpenEditorAsync("/editor?new");
        await Field("Title").FillAsync("A bell \u0007 rings");

        await Button("Publish").ClickAsync();

        await Expect(Page.Locator("#post-title-problem")).ToHaveTextAsync("The title must not have control characters.");
        await Expect(Field("Title")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_post_is_deleted_after_a_question_by_keyboard_alone()
    {
        await PublishAsync("Stays", "x");
        var slug = await PublishAsync("Goes", "x");
        await OpenEditorAsync("/editor");
        var delete = Button("Delete Goes");

        await delete.FocusAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.GetByRole(AriaRole.Dialog, new() { Name = "Delete “Goes”?" })).ToBeVisibleAsync();
        await Expect(Button("Keep it")).ToBeFocusedAsync();
        await KeepPicturesAsync("question");
        await Page.Keyboard.PressAsync("Escape");
        await Expect(delete).ToBeFocusedAsync();
        (await Press.Visitor.GetAsync($"/api/posts/{slug}")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await Page.Keyboard.PressAsync("Enter");
        await Button("Delete it").FocusAsync();
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Notices).ToHaveTextAsync("“Goes” is deleted.");
        await Expect(Page.Locator($"[data-post={slug}]")).ToHaveCountAsync(0);
        (await Press.Visitor.GetAsync($"/api/posts/{slug}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Page.EvaluateAsync<string>("document.activeElement.closest('[data-post]')?.dataset.post")).ShouldBe("stays");
        NothingIsWrongInTheBrowser();
    }
}
