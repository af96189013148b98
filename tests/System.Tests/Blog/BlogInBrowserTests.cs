using System.Security.Cryptography;
using Microsoft.Playwright;
using MyArch.Media.Tests;

namespace MyArch.SystemTests.Blog;

/// <summary>A person writes a post with two pictures in a real browser while an instance and a worker are killed.</summary>
[Collection(ProdCollection.Name)]
public sealed class BlogInBrowserTests(ProdSystem system)
{
    private const int Instances = 3;

    [Fact]
    public async Task A_post_with_two_pictures_is_published_and_every_instance_serves_the_same_bytes()
    {
        await system.RestoreAsync();
        await using var browser = await Chromium.StartAsync();
        var page = await browser.NewPageAsync(new BrowserNewContextOptions { BaseURL = $"http://mywordpress.localhost:{system.Gateway.Port}" });
        using var site = system.BlogSite();
        var blog = new BlogVisitor(site, await system.AdminKeyAsync());
        byte[][] pictures = [TestPictures.Png(900, 600, seed: 1), TestPictures.Png(600, 800, seed: 2)];

        await page.GotoAsync("/editor?new");
        await page.Locator("#key").FillAsync(await system.AdminKeyAsync());
        await page.Locator("#use-key").ClickAsync();
        await page.Locator("#post-title").FillAsync("A day at the sea");
        await page.Locator("#body").FillAsync("It was *windy*.");
        await page.Locator("#files").SetInputFilesAsync(new FilePayload { Name = "pier.png", MimeType = "image/png", Buffer = pictures[0] });
        await Assertions.Expect(page.Locator(".upload")).ToHaveCountAsync(1);

        // A worker dies with whatever it had in hand, and an instance that may have taken the picture.
        await system.KillAsync("worker-a1");
        await system.KillAsync("media-b1");
        await page.Locator("#files").SetInputFilesAsync(new FilePayload { Name = "dunes.png", MimeType = "image/png", Buffer = pictures[1] });
        await Assertions.Expect(page.Locator(".upload .state")).ToHaveTextAsync(["In the text", "In the text"], new() { Timeout = (float)BlogVisitor.LatestThumbnail.TotalMilliseconds });
        await PictureAsync(page, "1-editor");
        await page.Locator("#save").ClickAsync();
        await Assertions.Expect(page.Locator("#notices")).ToContainTextAsync("Published");

        await page.GotoAsync("/");
        await Assertions.Expect(page.Locator(".card").First).ToContainTextAsync("A day at the sea");
        await Eventually.IsTrueAsync(
            async _ => await page.Locator(".card img").First.EvaluateAsync<bool>("(picture) => picture.naturalWidth > 0"), because: "the thumbnail is shown");
        await PictureAsync(page, "2-home");
        await page.Locator(".card-link").First.ClickAsync();
        await Assertions.Expect(page.Locator(".prose img")).ToHaveCountAsync(2);
        await PictureAsync(page, "3-post");
        browser.Complaints.Where(static complaint => !complaint.StartsWith("Failed to load resource", StringComparison.Ordinal)).ShouldBeEmpty();

        await system.RestoreAsync();
        foreach (var picture in pictures)
        {
            // Not uploaded once more, which would put lost bytes back: what the browser has sent is there.
            var id = Convert.ToHexStringLower(SHA256.HashData(picture));
            using var thumbnail = await blog.ThumbnailAsync(id);
            var answers = await blog.AskAllAsync($"/api/media/{id}", Instances);
            answers.Keys.Order().ShouldBe(["media-a1", "media-b1", "media-c1"]);
            answers.Values.Distinct().ShouldBe([id]);
            (await blog.AskAllAsync($"/api/media/{id}/thumbnail", Instances)).Values.Distinct().Count().ShouldBe(1);
        }
    }

    // Left in artifacts/ to be looked at.
    private static Task<byte[]> PictureAsync(IPage page, string name) => page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "screenshots", $"blog-{name}.png"), FullPage = true });
}
