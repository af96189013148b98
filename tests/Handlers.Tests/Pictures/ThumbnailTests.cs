using System.Net;
using System.Text.Json;
using MyArch.Worker.Handlers.Pictures;
using MyArch.Worker.Handlers.Tests.Fixtures;
using static MyArch.Worker.Handlers.Tests.Fixtures.Pictures;

namespace MyArch.Worker.Handlers.Tests.Pictures;

public sealed class ThumbnailTests : HandlersTest
{
    private const string Duration = "myarch.handlers.thumbnail.duration";

    private static readonly byte[] Jpeg = Make(".jpg", 1200, 600);

    private string Thumbnail => Storage.Combine("thumb", "p1.webp");

    public override async Task DisposeAsync()
    {
        // The server's own directory is gone with it; those of other tests that run at the same time come and go.
        await Eventually.IsTrueAsync(
            static () => !Directory.EnumerateDirectories(Path.GetTempPath(), $"myarch-thumbnails-{Environment.ProcessId}-*").SelectMany(Directory.EnumerateFileSystemEntries).Any(),
            because: "what was needed for a thumbnail is deleted, whatever became of it");
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData(".jpg", 1200, 600, 480, 240)]
    [InlineData(".png", 300, 900, 160, 480)]
    [InlineData(".gif", 100, 50, 100, 50)]
    [InlineData(".webp", 2000, 2000, 480, 480)]
    public async Task A_picture_gets_a_thumbnail_that_is_stored_and_told(string ending, int width, int height, int expectedWidth, int expectedHeight)
    {
        using var measured = App.Measure();
        (await UploadAsync(Make(ending, width, height))).ShouldBe(HttpStatusCode.OK);

        measured.Of(Duration).ShouldHaveSingleItem().Attributes.ShouldBe(["myarch.outcome=made"]);
        var stored = await File.ReadAllBytesAsync(Thumbnail);
        var rendition = Rendition();
        rendition.GetProperty("status").GetString().ShouldBe("ready");
        rendition.GetProperty("key").GetString().ShouldBe("thumb/p1.webp");
        rendition.GetProperty("contentType").GetString().ShouldBe("image/webp");
        (rendition.GetProperty("width").GetInt32(), rendition.GetProperty("height").GetInt32()).ShouldBe((expectedWidth, expectedHeight));
        rendition.GetProperty("bytes").GetInt64().ShouldBe(stored.Length);
        rendition.GetProperty("sha256").GetString().ShouldBe(Hash(stored));
        WebpSize.Read(stored).ShouldBe((expectedWidth, expectedHeight));
    }

    [Fact]
    public async Task A_picture_with_transparency_keeps_it()
    {
        (await UploadAsync(Make(".png", 600, 600, bands: 4))).ShouldBe(HttpStatusCode.OK);

        WebpSize.Read(await File.ReadAllBytesAsync(Thumbnail)).ShouldBe((480, 480));
    }

    [Fact]
    public async Task The_same_message_again_makes_the_same()
    {
        await UploadAsync(Jpeg);
        var first = await File.ReadAllBytesAsync(Thumbnail);
        (await UploadAsync(Jpeg)).ShouldBe(HttpStatusCode.OK);

        (await File.ReadAllBytesAsync(Thumbnail)).ShouldBe(first);
        Gateway.Calls.Select(static call => call.Body).Distinct().ShouldHaveSingleItem();
    }

    public static TheoryData<string> Bad => new("cut", "checksum", "text", "svg", "zeros");

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_file_that_is_no_picture_is_done_and_said_to_have_failed(string kind)
    {
        var png = Make(".png", 200, 200);
        png[png.Length / 2] ^= 0xFF;
        using var measured = App.Measure();
        (await UploadAsync(kind switch
        {
            "cut" => Jpeg[..(Jpeg.Length / 2)],
            "checksum" => png,
            "text" => "<html>GIF89a</html>"u8.ToArray(),
            "svg" => """<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><image href="file:///etc/passwd"/></svg>"""u8.ToArray(),
            _ => new byte[1000],
        })).ShouldBe(HttpStatusCode.OK);

        var rendition = Rendition();
        rendition.GetProperty("status").GetString().ShouldBe("failed");
        rendition.GetProperty("reason").GetString().ShouldBe("The file cannot be read as a picture.");
        File.Exists(Thumbnail).ShouldBeFalse();
        measured.Of(Duration).ShouldHaveSingleItem().Attributes.ShouldBe(["myarch.outcome=unreadable"]);
    }

    [Fact]
    public async Task A_bomb_harms_nobody()
    {
        (await UploadAsync(Bomb(30_000))).ShouldBe(HttpStatusCode.OK);

        // Read in strips it may even be a thumbnail in time.
        Rendition().GetProperty("status").GetString().ShouldBeOneOf("failed", "ready");
    }

    [Fact]
    public async Task A_film_is_shown_by_its_first_picture()
    {
        (await UploadAsync(Animation(5000))).ShouldBe(HttpStatusCode.OK);

        Rendition().GetProperty("status").GetString().ShouldBe("ready");
        WebpSize.Read(await File.ReadAllBytesAsync(Thumbnail)).ShouldBe((8, 8));
    }

    [Fact]
    public async Task An_original_that_is_gone_is_said_to_have_failed()
    {
        using var response = await App.PostAsync("MediaUploaded", Message(Jpeg));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        Rendition().GetProperty("status").GetString().ShouldBe("failed");
    }

    [Fact]
    public async Task An_original_that_is_another_one_comes_later()
    {
        await StoreAsync(Jpeg);
        foreach (var other in (byte[][])[Jpeg[..^1], [.. Jpeg[..^1], (byte)~Jpeg[^1]]])
        {
            using var response = await App.PostAsync("MediaUploaded", Message(other));
            response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }

        Gateway.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_picture_that_was_deleted_meanwhile_is_done()
    {
        Gateway.Status = HttpStatusCode.NotFound;

        (await UploadAsync(Jpeg)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_media_service_that_is_away_is_told_later_and_finds_the_thumbnail_stored()
    {
        Gateway.Status = HttpStatusCode.ServiceUnavailable;
        (await UploadAsync(Jpeg)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        File.Exists(Thumbnail).ShouldBeTrue();
        Gateway.Status = HttpStatusCode.OK;

        (await UploadAsync(Jpeg)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Many_at_once_are_made_one_after_the_other()
    {
        await StoreAsync(Jpeg);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => App.PostAsync("MediaUploaded", Message(Jpeg, $"p{number}"))));

        answers.ShouldAllBe(static answer => answer.StatusCode == HttpStatusCode.OK);
        Directory.GetFiles(Storage.Combine("thumb")).Length.ShouldBe(20);
    }

    private static string Message(byte[] file, string id = "p1") =>
        JsonSerializer.Serialize(new { mediaId = id, key = "original/p1", contentType = "image/jpeg", bytes = file.Length, sha256 = Hash(file) });

    private async Task<HttpStatusCode> UploadAsync(byte[] file)
    {
        await StoreAsync(file);
        using var response = await App.PostAsync("MediaUploaded", Message(file));
        return response.StatusCode;
    }

    private Task StoreAsync(byte[] file)
    {
        Directory.CreateDirectory(Storage.Combine("original"));
        return File.WriteAllBytesAsync(Storage.Combine("original", "p1"), file);
    }

    private JsonElement Rendition()
    {
        var call = Gateway.Calls.ShouldHaveSingleItem();
        (call.Method, call.Path).ShouldBe(("PUT", "/internal/media/p1/renditions"));
        return JsonElement.Parse(call.Body);
    }
}
