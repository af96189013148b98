using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using MyArch.ServiceDefaults;

namespace MyArch.Media.Tests.Browser;

/// <summary>A test that has a page of the blog in a browser: the real service with its real database, cache, queue and storage. What it can't be made to do is put in at the wire.</summary>
[Collection(MediaTierCollection.Name)]
public abstract class PageTest(Press press, Chromium chromium) : BrowserTest(chromium), IClassFixture<Press>, IClassFixture<Chromium>
{
    private protected Press Press => press;

    private protected override IEnumerable<KeyValuePair<string, string>> Headers => [new(OriginVerification.Header, MediaServer.Secret)];

    // A thumbnail is asked for until it is there.
    private protected override IEnumerable<int> UsualRefusals => [404];

    private protected override Task<string> StartSiteAsync() => Task.FromResult(press.Server.Address);

    /// <summary>Publishes a post, and returns its slug.</summary>
    private protected async Task<string> PublishAsync(string title, string body)
    {
        using var published = await press.Admin.SendJsonAsync(HttpMethod.Post, "/api/posts", Press.PostBody(title, body));
        var post = await published.ShouldBeJsonAsync(HttpStatusCode.Created);
        // By the author in this browser, who reads what he wrote; for others lists are cached.
        var token = published.Headers.GetValues("X-Consistency-Token").Single();
        await Page.Context.AddCookiesAsync([new Microsoft.Playwright.Cookie { Name = "consistency-token", Value = token, Url = press.Server.Address }]);
        return post.GetProperty("slug").GetString()!;
    }

    /// <summary>Uploads a picture, and returns its id; with a thumbnail, as when a worker has been there.</summary>
    private protected async Task<string> UploadAsync(int seed, bool withThumbnail = true, int width = 1200, int height = 800)
    {
        var picture = Scenery.Png(width, height, seed);
        var answer = await press.Admin.UploadAsync(picture);
        var id = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        if (withThumbnail)
        {
            await press.MakeThumbnailAsync(id, await Scenery.ThumbnailAsync(picture));
        }

        return id;
    }

    /// <summary>Keeps the page as pictures, by day and by night, on a phone and on a desk, for people to look at. It is on a phone by day afterwards.</summary>
    private protected async Task KeepPicturesAsync(string name)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "screenshots");
        foreach (var (device, width, height) in ((string, int, int)[])[("desk", 1280, 800), ("phone", 360, 740)])
        {
            await Page.SetViewportSizeAsync(width, height);
            foreach (var colours in (ColorScheme[])[ColorScheme.Dark, ColorScheme.Light])
            {
                await Page.EmulateMediaAsync(new() { ColorScheme = colours });
                await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{device}-{colours}.png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });
            }
        }
    }

    /// <summary>Opens a page of the editor as somebody who has given the key in this tab before.</summary>
    private protected async Task OpenEditorAsync(string address)
    {
        await Context.AddInitScriptAsync($"sessionStorage.getItem('admin-key') ?? sessionStorage.setItem('admin-key', {JsonSerializer.Serialize(MediaServer.AdminKey)})");
        await Page.GotoAsync(address);
        await Expect(Page.Locator("#workspace")).ToBeVisibleAsync();
    }
}
