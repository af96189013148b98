using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;

namespace MyArch.SystemTests.Blog;

/// <summary>Somebody who writes for the blog.</summary>
internal sealed class BlogVisitor(HttpClient site, string adminKey)
{
    /// <summary>
    /// A picture whose message the queue did not take is asked for again when it has waited for 60 s (<c>Media:ResendAfter</c>), by a sweep that comes once a minute (cron.yaml) and that the next one
    /// follows if the system is too busy for it. The same time is enough for a message that was received and lost: it is visible again after 10 s.
    /// </summary>
    public static readonly TimeSpan LatestThumbnail = TimeSpan.FromMinutes(3.5);

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
        cancellationToken => site.GetAsync($"/api/media/{id}/thumbnail", cancellationToken), static response => response.StatusCode == HttpStatusCode.OK, LatestThumbnail, $"the thumbnail of {id} is made");

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
