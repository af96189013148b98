using System.Text.Json;
using Microsoft.Playwright;

namespace MyArch.Media.Tests.Browser;

/// <summary>A test of the page on which posts are written.</summary>
public abstract class EditorTest(Press press, Chromium chromium) : PageTest(press, chromium)
{
    private protected ILocator Outcome => Page.Locator("#outcome");

    private protected ILocator Notices => Page.Locator("#notices");

    private protected ILocator Text => Field("Text, in Markdown");

    private protected async Task<string> BodyAsync(string slug)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/posts/{slug}");
        return (await (await Press.Visitor.SendAsync(request)).ShouldBeJsonAsync()).GetProperty("body").GetString()!;
    }

    private protected async Task ChangeAsync(string slug, string body)
    {
        var post = await (await Press.Visitor.GetAsync($"/api/posts/{slug}")).ShouldBeJsonAsync();
        var json = JsonSerializer.Serialize(new { title = post.GetProperty("title").GetString(), body });
        await (await Press.Admin.SendJsonAsync(HttpMethod.Put, $"/api/posts/{slug}", json, ("If-Match", "*"))).ShouldBeJsonAsync();
    }
}
