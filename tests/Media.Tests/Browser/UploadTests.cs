using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;

namespace MyArch.Media.Tests.Browser;

/// <summary>Pictures: chosen, dropped, refused, tried again, and their thumbnails.</summary>
public sealed class UploadTests(Press press, Chromium chromium) : PageTest(press, chromium)
{
    private ILocator Text => Field("Text, in Markdown");

    private ILocator Upload(string file) => Page.Locator(".upload", new() { HasText = file });

    [Fact]
    public async Task Several_pictures_go_into_the_text_in_their_order_and_their_thumbnails_appear_by_themselves()
    {
        await OpenEditorAsync("/editor?new");
        await Field("Title").FillAsync("Two pictures");
        await Text.FillAsync("Before.");
        var pictures = new[] { Scenery.Png(900, 600, 101), Scenery.Png(300, 400, 102) };
        // The first one is held until the second one has arrived: the text has them in the order in which they were chosen all the same.
        var second = new TaskCompletionSource();
        await Page.RouteAsync("**/api/media", async route =>
        {
            if (route.Request.PostDataBuffer!.Length == pictures[0].Length)
            {
                await second.Task;
                await route.ContinueAsync();
                return;
            }

            await route.FulfillAsync(new() { Response = await route.FetchAsync() });
            second.TrySetResult();
        });

        await Page.Locator("#files").SetInputFilesAsync([File("sun_over-hills.png", pictures[0]), File("tall [odd] *name*.png", pictures[1])]);

        await Expect(Page.Locator(".upload .state")).ToHaveTextAsync(["In the text. The thumbnail is being made.", "In the text. The thumbnail is being made."]);
        var ids = await Task.WhenAll(pictures.Select(async picture => (await (await Press.Admin.UploadAsync(picture)).ShouldBeJsonAsync()).GetProperty("id").GetString()!));
        await Expect(Text).ToHaveValueAsync($"Before.\n\n![sun over hills](/api/media/{ids[0]})\n\n![tall odd name](/api/media/{ids[1]})\n\n");
        for (var i = 0; i < ids.Length; i++)
        {
            await Press.MakeThumbnailAsync(ids[i], await Scenery.ThumbnailAsync(pictures[i]));
        }

        await Expect(Page.Locator(".upload .state")).ToHaveTextAsync(["In the text", "In the text"]);
        await Eventually.IsTrueAsync(async _ => await Page.EvaluateAsync<bool>("[...document.querySelectorAll('.upload img')].every((picture) => picture.naturalWidth > 0)"), because: "both thumbnails are shown");
        await Button("Publish").ClickAsync();
        await Expect(Page.Locator("#notices")).ToHaveTextAsync("Published.See the post");
        await Page.GotoAsync("/posts/two-pictures");
        await Expect(Page.Locator(".prose img[width='900'][height='600'][alt='sun over hills']")).ToBeVisibleAsync();
        (await Page.EvaluateAsync<double>("window.layoutShift")).ShouldBeLessThan(0.01);
        // Thumbnails are made in their own time.
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task The_thumbnail_on_the_home_page_appears_by_itself()
    {
        var picture = Scenery.Png(600, 400, 103);
        var id = (await (await Press.Admin.UploadAsync(picture)).ShouldBeJsonAsync(HttpStatusCode.Created)).GetProperty("id").GetString()!;
        await PublishAsync("Too early", $"![](/api/media/{id})");
        await Page.GotoAsync("/");
        var shown = Page.Locator($"img[src='/api/media/{id}/thumbnail']");
        await Expect(shown).ToHaveAttributeAsync("data-thumbnail", "missing");
        await KeepPicturesAsync("thumbnail-missing");
        await Page.EvaluateAsync("window.layoutShift = 0");

        await Press.MakeThumbnailAsync(id, await Scenery.ThumbnailAsync(picture));

        await Expect(shown).ToHaveAttributeAsync("data-thumbnail", "");
        await Eventually.IsTrueAsync(async _ => await shown.EvaluateAsync<bool>("(picture) => picture.naturalWidth > 0"), because: "the thumbnail is shown");
        (await Page.EvaluateAsync<double>("window.layoutShift")).ShouldBeLessThan(0.01);
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task A_thumbnail_that_cannot_be_made_is_told_with_the_reason()
    {
        await OpenEditorAsync("/editor?new");
        var picture = Scenery.Png(200, 100, 104);
        await Page.Locator("#files").SetInputFilesAsync(File("odd.png", picture));
        await Expect(Upload("odd.png").Locator(".state")).ToHaveTextAsync("In the text. The thumbnail is being made.");
        var id = (await (await Press.Admin.UploadAsync(picture)).ShouldBeJsonAsync()).GetProperty("id").GetString()!;

        await (await Press.Caller.SendJsonAsync(HttpMethod.Put, $"/internal/media/{id}/renditions", """{"status":"failed","reason":"The colours cannot be read."}""")).ShouldBeJsonAsync();

        await Expect(Upload("odd.png").Locator(".state")).ToHaveTextAsync("In the text, without a thumbnail: There will be no thumbnail: The colours cannot be read.");
    }

    [Fact]
    public async Task Files_can_be_dropped_and_pasted()
    {
        await OpenEditorAsync("/editor?new");
        var files = new[] { Convert.ToBase64String(Scenery.Png(90, 60, 105)), Convert.ToBase64String(Scenery.Png(90, 60, 106)) };

        await Page.EvaluateAsync("""
            ([dropped, pasted]) => {
              const transfer = (text, name) => {
                const data = new DataTransfer();
                data.items.add(new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], name, { type: 'image/png' }));
                return data;
              };
              const drop = transfer(dropped, 'dropped.png');
              const target = document.getElementById('drop');
              target.dispatchEvent(new DragEvent('dragenter', { dataTransfer: drop, bubbles: true }));
              window.wasOver = document.getElementById('workspace').classList.contains('over');
              target.dispatchEvent(new DragEvent('drop', { dataTransfer: drop, bubbles: true, cancelable: true }));
              document.getElementById('body').dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer(pasted, 'pasted.png'), bubbles: true, cancelable: true }));
            }
            """, files);

        await Expect(Page.Locator(".upload[data-state=done] .name")).ToHaveTextAsync(["dropped.png", "pasted.png"]);
        (await Page.EvaluateAsync<bool>("window.wasOver")).ShouldBeTrue();
        (await Text.InputValueAsync()).ShouldContain("![dropped](/api/media/");
        await Expect(Page.Locator("#workspace")).Not.ToHaveClassAsync("over");
    }

    [Fact]
    public async Task Each_refused_file_says_why_and_the_good_one_goes_through()
    {
        var damaged = Scenery.Png(100, 100, 107);
        damaged[^20] ^= 0xFF;
        await OpenEditorAsync("/editor?new");

        using var folder = new TemporaryDirectory();
        var files = new (string Name, byte[] Bytes)[]
        {
            ("page.png", Encoding.UTF8.GetBytes("<html><script>alert(1)</script></html>")),
            ("drawing.svg", Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")),
            ("damaged.png", damaged),
            ("empty.png", []),
            ("huge.png", new byte[10_000_001]),
            ("good.png", Scenery.Png(100, 100, 108)),
        };
        foreach (var (name, bytes) in files)
        {
            await System.IO.File.WriteAllBytesAsync(folder.Combine(name), bytes);
        }

        await Page.Locator("#files").SetInputFilesAsync(files.Select(file => folder.Combine(file.Name)));

        await Expect(Upload("good.png")).ToHaveAttributeAsync("data-state", "done");
        foreach (var name in (string[])["page.png", "drawing.svg", "damaged.png", "empty.png", "huge.png"])
        {
            await Expect(Upload(name)).ToHaveAttributeAsync("data-state", "refused");
            // Nothing will change by trying again.
            await Expect(Upload(name).GetByRole(AriaRole.Button, new() { Name = "Try" })).ToHaveCountAsync(0);
        }

        await Expect(Upload("empty.png").Locator(".state")).ToHaveTextAsync("This file is empty.");
        await Expect(Upload("huge.png").Locator(".state")).ToHaveTextAsync("This file has 10,000,001 bytes. A picture may have at most 10,000,000.");
        await KeepPicturesAsync("uploads");
        (await Upload("page.png").Locator(".state").TextContentAsync()).ShouldNotBeNullOrWhiteSpace();
        (await Text.InputValueAsync()).Split("![").Length.ShouldBe(2);
        await Button("Take page.png off this list").ClickAsync();
        await Expect(Upload("page.png")).ToHaveCountAsync(0);
        NothingIsWrongInTheBrowser(415, 422);
    }

    [Theory]
    [InlineData(413, "This file is too large: a picture may have at most 10 MB.", false)]
    [InlineData(415, "This is no picture that the blog takes: JPEG, PNG, GIF or WebP.", false)]
    [InlineData(422, "This picture is damaged, or has too many pixels.", false)]
    [InlineData(401, "The blog does not accept the admin key. Enter it again, then try again.", true)]
    [InlineData(429, "You are faster than the blog. Please try again in a moment.", true)]
    [InlineData(500, "The blog could not do this (500).", true)]
    public async Task A_refusal_without_words_of_the_service_is_told_in_words_too(int status, string words, bool mayBeTriedAgain)
    {
        await OpenEditorAsync("/editor?new");
        var isRefused = true;
        await Page.RouteAsync("**/api/media", async route =>
        {
            if (isRefused)
            {
                // As a proxy in between does it; with a wait that is too long to be waited for.
                await route.FulfillAsync(new() { Status = status, ContentType = "text/html", Body = "<h1>No</h1>", Headers = new Dictionary<string, string> { ["Retry-After"] = "60" } });
                return;
            }

            await route.ContinueAsync();
        });

        await Page.Locator("#files").SetInputFilesAsync(File("one.png", Scenery.Png(64, 64, 200 + status)));

        await Expect(Upload("one.png").Locator(".state")).ToHaveTextAsync(words);
        await Expect(Button("Try one.png again")).ToHaveCountAsync(mayBeTriedAgain ? 1 : 0);
        if (mayBeTriedAgain)
        {
            isRefused = false;
            await Button("Try one.png again").ClickAsync();
            await Expect(Upload("one.png")).ToHaveAttributeAsync("data-state", "done");
        }
    }

    [Fact]
    public async Task A_busy_blog_is_asked_again_by_itself()
    {
        await OpenEditorAsync("/editor?new");
        var attempts = 0;
        await Page.RouteAsync("**/api/media", async route =>
        {
            if (Interlocked.Increment(ref attempts) == 1)
            {
                await route.FulfillAsync(new() { Status = 429, Headers = new Dictionary<string, string> { ["Retry-After"] = "1" } });
                return;
            }

            await route.ContinueAsync();
        });

        // It stands for a second only, which a busy machine may not look at.
        await Page.EvaluateAsync("""
            window.said = [];
            new MutationObserver(() => window.said.push(document.querySelector('.upload .state')?.textContent.replace(/\s+/g, ' ').trim()))
              .observe(document.getElementById('uploads'), { subtree: true, childList: true, attributes: true, characterData: true });
            """);
        await Page.Locator("#files").SetInputFilesAsync(File("one.png", Scenery.Png(64, 64, 300)));

        await Expect(Upload("one.png")).ToHaveAttributeAsync("data-state", "done");
        (await Page.EvaluateAsync<string[]>("window.said")).ShouldContain("You are faster than the blog, trying again in 1 s");
        attempts.ShouldBe(2);
    }

    [Fact]
    public async Task Offline_is_told_and_the_picture_goes_when_the_connection_is_back()
    {
        await OpenEditorAsync("/editor?new");
        await Context.SetOfflineAsync(true);
        await Page.Locator("#files").SetInputFilesAsync(File("one.png", Scenery.Png(64, 64, 301)));
        await Expect(Upload("one.png").Locator(".state")).ToContainTextAsync("You are offline");

        await Context.SetOfflineAsync(false);

        await Expect(Upload("one.png")).ToHaveAttributeAsync("data-state", "done");
    }

    [Fact]
    public async Task A_post_is_not_published_while_a_picture_is_on_its_way()
    {
        await OpenEditorAsync("/editor?new");
        var held = new TaskCompletionSource();
        await Page.RouteAsync("**/api/media", async route =>
        {
            await held.Task;
            await route.ContinueAsync();
        });
        await Field("Title").FillAsync("Patience");
        await Page.Locator("#files").SetInputFilesAsync(File("slow.png", Scenery.Png(64, 64, 302)));
        await Expect(Upload("slow.png")).ToHaveAttributeAsync("data-state", "sending");

        await Button("Publish").ClickAsync();
        await Expect(Page.Locator("#outcome")).ToHaveTextAsync("A picture is still on its way. Please save again when it has arrived.");
        held.SetResult();
        await Expect(Upload("slow.png")).ToHaveAttributeAsync("data-state", "done");
        await Button("Publish").ClickAsync();

        await Expect(Page.Locator("#notices")).ToHaveTextAsync("Published.See the post");
        (await (await Press.Visitor.GetAsync("/api/posts/patience")).ShouldBeJsonAsync()).GetProperty("pictures").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task The_bar_tells_how_much_has_gone()
    {
        await OpenEditorAsync("/editor?new");
        // A slow line: a megabyte takes about three seconds.
        var network = await Context.NewCDPSessionAsync(Page);
        await network.SendAsync("Network.enable");
        await network.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = false, ["latency"] = 0, ["downloadThroughput"] = -1, ["uploadThroughput"] = 333_000 });
        await Page.EvaluateAsync("""
            window.shares = [];
            new MutationObserver(() => window.shares.push(document.querySelector('.upload progress')?.value ?? 0)).observe(document.getElementById('uploads'), { subtree: true, childList: true, attributes: true });
            """);

        await Page.Locator("#files").SetInputFilesAsync(File("large.png", TestPictures.PngOfLength(1_000_000, seed: 303)));

        await Expect(Upload("large.png")).Not.ToHaveAttributeAsync("data-state", "sending");
        var shares = JsonSerializer.Deserialize<double[]>(await Page.EvaluateAsync<string>("JSON.stringify(window.shares)"))!;
        shares.Count(static share => share is > 0 and < 1).ShouldBeGreaterThan(2, string.Join(' ', shares.Select(static share => share.ToString(CultureInfo.InvariantCulture))));
        shares.ShouldBeInOrder();
    }

    private static FilePayload File(string name, byte[] bytes) => new() { Name = name, MimeType = name.EndsWith(".svg", StringComparison.Ordinal) ? "image/svg+xml" : "image/png", Buffer = bytes };
}
