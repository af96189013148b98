namespace MyArch.Media.Tests.Browser;

/// <summary>The admin key: asked for once, and nowhere but in this tab.</summary>
public sealed class KeyTests(Press press, Chromium chromium) : PageTest(press, chromium)
{
    [Fact]
    public async Task The_key_is_asked_for_once_and_stays_in_the_tab()
    {
        await Page.GotoAsync("/editor");
        await Expect(Field("Admin key")).ToBeFocusedAsync();
        await Expect(Page.Locator("#workspace")).ToBeHiddenAsync();

        await Field("Admin key").FillAsync("not the key");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.Locator("#key-problem")).ToHaveTextAsync("This is no key: it has characters that a key cannot have.");
        await Field("Admin key").FillAsync("another-key-of-somebody-else");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.Locator("#key-problem")).ToHaveTextAsync("The blog does not accept this key.");
        await Expect(Field("Admin key")).ToBeFocusedAsync();
        await KeepPicturesAsync("key");
        await Field("Admin key").FillAsync(MediaServer.AdminKey);
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Page.Locator("#workspace")).ToBeVisibleAsync();
        await Page.GotoAsync("/editor?new");
        await Expect(Page.Locator("#workspace")).ToBeVisibleAsync();
        await Expect(Page.Locator("#gate")).ToBeHiddenAsync();
        (await Page.EvaluateAsync<string>("JSON.stringify(localStorage) + document.cookie + location.href + document.documentElement.outerHTML")).ShouldNotContain(MediaServer.AdminKey);
        (await Page.EvaluateAsync<string?>("sessionStorage.getItem('admin-key')")).ShouldBe(MediaServer.AdminKey);
        var other = await Context.NewPageAsync();
        await other.GotoAsync("/editor");
        await Expect(other.Locator("#gate")).ToBeVisibleAsync();

        await Button("Forget the admin key").ClickAsync();
        await Expect(Page.Locator("#workspace")).ToBeHiddenAsync();
        (await Page.EvaluateAsync<string?>("sessionStorage.getItem('admin-key')")).ShouldBeNull();
        NothingIsWrongInTheBrowser(403);
    }

    [Fact]
    public async Task A_key_that_is_not_taken_any_more_is_asked_for_again_and_the_text_stays()
    {
        await OpenEditorAsync("/editor?new");
        await Field("Title").FillAsync("Kept");
        await Page.EvaluateAsync("sessionStorage.setItem('admin-key', 'the-key-of-yesterday-evening')");

        await Button("Publish").ClickAsync();

        await Expect(Page.Locator("#key-problem")).ToHaveTextAsync("The blog does not accept this key. Nothing was saved; your text is below.");
        await Field("Admin key").FillAsync(MediaServer.AdminKey);
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.Locator("#gate")).ToBeHiddenAsync();
        await Expect(Field("Title")).ToHaveValueAsync("Kept");
        await Button("Publish").ClickAsync();
        await Expect(Page.Locator("#notices")).ToHaveTextAsync("Published.See the post");
    }
}
