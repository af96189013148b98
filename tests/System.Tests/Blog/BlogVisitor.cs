using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;

namespace MyArch.SystemTests.Blog;

/// <summary>Somebody who writes for the blog.</summary>
internal sealed class BlogVisitor(HttpClient site, string adminKey)
{
    /// <summary>Uploads a picture until it is accepted, and returns its id. The same bytes are the same picture, however often they come.</summary>
    public async Task<string> UploadAsync(byte[] picture)
    {
        using var stored = await Eventually.BecomesAsync(
            async cancellationToken =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/api/media") { Content = new ByteArrayContent(picture) };
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", adminKey);
                return await site.SendAsync(request, cancellationToken);
            },
            static response => response.IsSuccessStatusCode,
            because: "the picture is accepted");
        return (await stored.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    /// <summary>Waits until a picture's thumbnail is there.</summary>
    public Task<HttpResponseMessage> ThumbnailAsync(string id) => Eventually.BecomesAsync(
        cancellationToken => site.GetAsync($"/api/media/{id}/thumbnail", cancellationToken), static response => response.StatusCode == HttpStatusCode.OK, TimeSpan.FromMinutes(1), $"the thumbnail of {id} is made");

    /// <summary>Asks for a path until each of the instances has answered, and returns what they said: SHA-256 of the body by instance.</summary>
    public async Task<Dictionary<string, string>> AskAllAsync(string path, int instances)
    {
        Dictionary<string, string> answers = new(StringComparer.Ordinal);
        for (var question = 0; question < 20 * instances && answers.Count < instances; question++)
        {
            using var response = await site.GetAsync(path);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            answers[response.Headers.GetValues("X-Instance").Single()] = Convert.ToHexStringLower(SHA256.HashData(await response.Content.ReadAsByteArrayAsync()));
        }

        return answers;
    }
}
