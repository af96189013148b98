using System.Net;
using System.Text.Json;

namespace MyArch.Media.Tests.Browser;

/// <summary>The preview: the administrator's, and the same as the page.</summary>
[Collection(MediaTierCollection.Name)]
public sealed class PreviewTests(Press press) : IClassFixture<Press>
{
    private const string Path = "/api/posts/preview";

    [Fact]
    public async Task A_text_is_shown_as_its_page_will_show_it_and_is_not_kept()
    {
        var picture = await press.AddPictureAsync();

        var answer = await press.Admin.SendJsonAsync(HttpMethod.Post, Path, Body($"# A\n\n*b* <i>c</i>\n\n![d](/api/media/{picture})"));

        answer.Headers.CacheControl!.ToString().ShouldBe("no-store");
        var preview = await answer.ShouldBeJsonAsync();
        preview.GetProperty("html").GetString().ShouldBe(
            $"<h2>A</h2>\n<p><em>b</em> &lt;i&gt;c&lt;/i&gt;</p>\n<p><img src=\"/api/media/{picture}\" loading=\"lazy\" decoding=\"async\" width=\"40\" height=\"30\" alt=\"d\" /></p>\n");
        preview.GetProperty("excerpt").GetString().ShouldBe("b <i>c</i>");
        preview.GetProperty("pictures").EnumerateArray().Select(static id => id.GetString()).ShouldBe([picture]);
    }

    [Fact]
    public async Task Strangers_get_none()
    {
        await (await press.Visitor.SendJsonAsync(HttpMethod.Post, Path, Body("x"))).ShouldBeProblemAsync(HttpStatusCode.Unauthorized);
        await (await press.Visitor.SendJsonAsync(HttpMethod.Post, Path, Body("x"), ("Authorization", "Bearer another-key-of-somebody-else"))).ShouldBeProblemAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task What_no_post_could_be_is_refused()
    {
        await (await press.Admin.SendJsonAsync(HttpMethod.Post, Path, Body(new string('x', 50_001)))).ShouldNameAsync("body");
        await (await press.Admin.SendJsonAsync(HttpMethod.Post, Path, Body("bell \u0007"))).ShouldNameAsync("body");
        await (await press.Admin.SendJsonAsync(HttpMethod.Post, Path, """{"body":"x","title":"y"}""")).ShouldNameAsync("title");
        await (await press.Admin.SendJsonAsync(HttpMethod.Post, Path, "{}")).ShouldNameAsync("body");
        await (await press.Admin.PostAsync(Path, new StringContent("x"))).ShouldBeProblemAsync(HttpStatusCode.UnsupportedMediaType);
    }

    private static string Body(string text) => JsonSerializer.Serialize(new { body = text });
}
