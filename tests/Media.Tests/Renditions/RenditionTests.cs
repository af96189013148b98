using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MyArch.Media.Tests.Renditions;

[Collection(MediaTierCollection.Name)]
public sealed class RenditionTests(Press press) : IClassFixture<Press>
{
    private static readonly byte[] Thumbnail = [1, 2, 3];

    [Fact]
    public async Task A_thumbnail_that_is_ready_stays_ready_whatever_is_said_later()
    {
        var id = await press.AddPictureAsync();

        var ready = await SetAsync(id, Press.Ready(id, Thumbnail));
        ready.GetProperty("rendition").GetRawText().ShouldBe("""{"status":"ready"}""");
        (await SetAsync(id, Press.Ready(id, Thumbnail))).GetRawText().ShouldBe(ready.GetRawText());
        (await SetAsync(id, """{"status":"failed","reason":"second handling"}""")).GetRawText().ShouldBe(ready.GetRawText());
    }

    [Fact]
    public async Task One_that_failed_says_why_and_may_still_become_ready()
    {
        var id = await press.AddPictureAsync();

        var failed = await SetAsync(id, """{"status":"failed","reason":"not enough memory"}""");
        failed.GetProperty("rendition").GetRawText().ShouldBe("""{"status":"failed","reason":"not enough memory"}""");
        var asked = await press.Visitor.GetAsync($"/api/media/{id}/thumbnail");
        (await asked.ShouldBeProblemAsync(HttpStatusCode.NotFound)).GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain("not enough memory");
        asked.Headers.RetryAfter.ShouldBeNull();

        (await SetAsync(id, Press.Ready(id, Thumbnail))).GetProperty("rendition").GetRawText().ShouldBe("""{"status":"ready"}""");
    }

    [Fact]
    public async Task Of_a_picture_that_is_not_there_nothing_can_be_said()
    {
        var id = new string('a', 64);

        await (await press.Caller.SendJsonAsync(HttpMethod.Put, $"/internal/media/{id}/renditions", Press.Ready(id, Thumbnail))).ShouldBeProblemAsync(HttpStatusCode.NotFound);
        await (await press.Caller.SendJsonAsync(HttpMethod.Put, "/internal/media/nonsense/renditions", """{"status":"failed","reason":"x"}""")).ShouldBeProblemAsync(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("status", "\"done\"")]
    [InlineData("key", "\"original/x\"")]
    [InlineData("key", null)]
    [InlineData("contentType", "\"image/svg+xml\"")]
    [InlineData("width", "0")]
    [InlineData("height", "-1")]
    [InlineData("bytes", "0")]
    [InlineData("sha256", "\"ABC\"")]
    [InlineData("reason", "\"but\"")]
    [InlineData("secret", "1")]
    public async Task What_makes_no_sense_is_refused_by_name(string member, string? value)
    {
        var id = await press.AddPictureAsync();
        var body = JsonNode.Parse(Press.Ready(id, Thumbnail))!.AsObject();
        body.Remove(member);
        if (value is not null)
        {
            body[member] = JsonNode.Parse(value);
        }

        await (await press.Caller.SendJsonAsync(HttpMethod.Put, $"/internal/media/{id}/renditions", body.ToJsonString())).ShouldNameAsync(member);
    }

    [Fact]
    public async Task Nobody_outside_says_anything()
    {
        var id = await press.AddPictureAsync();

        await (await press.Admin.SendJsonAsync(HttpMethod.Put, $"/internal/media/{id}/renditions", Press.Ready(id, Thumbnail))).ShouldBeProblemAsync(HttpStatusCode.Forbidden);
        await (await press.Admin.PostAsync("/internal/media/sweep", content: null)).ShouldBeProblemAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_database_itself_does_not_take_a_thumbnail_back()
    {
        var id = await press.AddPictureAsync();
        await SetAsync(id, Press.Ready(id, Thumbnail));

        var failure = await Should.ThrowAsync<Npgsql.PostgresException>(() => press.Tier.ExecuteAsync(
            press.Tenant.Database, $"UPDATE media SET rendition = 'pending', thumb_type = NULL, thumb_bytes = NULL, thumb_sha256 = NULL, thumb_width = NULL, thumb_height = NULL WHERE id = '{id}'"));

        failure.MessageText.ShouldBe("A thumbnail that is ready stays ready.");
    }

    private async Task<JsonElement> SetAsync(string id, string body) =>
        await (await press.Caller.SendJsonAsync(HttpMethod.Put, $"/internal/media/{id}/renditions", body)).ShouldBeJsonAsync();
}
