using System.Net;

namespace MyArch.Media.Tests.Downloads;

[Collection(MediaTierCollection.Name)]
public sealed class DownloadTests(Press press) : IClassFixture<Press>, IAsyncLifetime
{
    private byte[] _file = [];
    private string _path = "";
    private string _id = "";

    public async Task InitializeAsync()
    {
        _file = press.NewPicture(300, 200);
        _path = (await press.Admin.UploadAsync(_file)).Headers.Location!.ToString();
        _id = _path[(_path.LastIndexOf('/') + 1)..];
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_picture_comes_as_it_was_with_its_type_to_be_kept_for_ever_and_taken_for_nothing_else()
    {
        var response = await press.Visitor.GetAsync(_path);

        (await response.Content.ReadAsByteArrayAsync()).ShouldBe(_file);
        response.Content.Headers.ContentType!.ToString().ShouldBe("image/png");
        response.Content.Headers.ContentLength.ShouldBe(_file.Length);
        response.Header("ETag").ShouldBe($"\"{_id}\"");
        response.Header("Cache-Control").ShouldBe("public, max-age=31536000, immutable");
        response.Header("X-Content-Type-Options").ShouldBe("nosniff");
        response.Header("Content-Security-Policy").ShouldBe("default-src 'none'; sandbox");
        response.Header("Accept-Ranges").ShouldBe("bytes");
        response.Header("X-Instance").ShouldBe("media-a1");
        response.Header("X-Cache").ShouldBe("miss");
        response.Header("X-Database").ShouldBe("primary");
        // As soon as what was read is known to be younger than the upload.
        await Eventually.BecomesAsync(async token => (await press.Visitor.GetAsync(_path, token)).Header("X-Cache"), static outcome => outcome == "hit", because: "the cache has it");
    }

    [Fact]
    public async Task HEAD_says_the_same_without_the_bytes()
    {
        var head = await press.Visitor.SendAsync(HttpMethod.Head, _path, ("Range", "bytes=0-9"));

        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.Content.Headers.ContentLength.ShouldBe(_file.Length);
        head.Header("ETag").ShouldBe($"\"{_id}\"");
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_is_longer_than_what_was_uploaded_is_not_sent_for_it_nor_a_part_of_it()
    {
        using var other = new MemoryStream([.. _file, 0]);
        await press.Tier.S3.PutObjectAsync(new() { BucketName = press.Tenant.Bucket, Key = $"original/{_id}", InputStream = other });

        await (await press.Visitor.GetAsync(_path)).ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable);
        await (await press.Visitor.SendAsync(HttpMethod.Get, _path, ("Range", "bytes=0-9"))).ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable);
        (await press.Visitor.SendAsync(HttpMethod.Head, _path)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Who_has_it_is_sent_nothing_and_the_storage_is_not_asked()
    {
        var known = await press.Visitor.SendAsync(HttpMethod.Get, _path, ("If-None-Match", $"\"other\", W/\"{_id}\""), ("Range", "bytes=0-9"));
        await press.Tier.S3.DeleteObjectAsync(press.Tenant.Bucket, $"original/{_id}");

        known.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await press.Visitor.SendAsync(HttpMethod.Get, _path, ("If-None-Match", "*"))).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await press.Visitor.SendAsync(HttpMethod.Get, _path, ("If-None-Match", "\"other\""))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("bytes=0-0", 0, 1)]
    [InlineData("bytes=5-10", 5, 6)]
    [InlineData("BYTES=100-", 100, -100)]
    [InlineData("bytes=-7", -7, 7)]
    [InlineData("bytes=-99999999999", 0, 0)]
    [InlineData("bytes=10-99999999999", 10, -10)]
    public async Task A_part_is_sent_alone(string range, int from, int length)
    {
        var start = from < 0 ? _file.Length + from : from;
        var count = length <= 0 ? _file.Length + length : length;

        var response = await press.Visitor.SendAsync(HttpMethod.Get, _path, ("Range", range));

        response.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        response.Content.Headers.ContentRange!.ToString().ShouldBe($"bytes {start}-{start + count - 1}/{_file.Length}");
        (await response.Content.ReadAsByteArrayAsync()).ShouldBe(_file[start..(start + count)]);
        response.Header("ETag").ShouldBe($"\"{_id}\"");
    }

    [Theory]
    [InlineData("bytes=0-0,5-6,-1")]
    [InlineData("bytes=")]
    [InlineData("bytes=9-3")]
    [InlineData("bytes=a-b")]
    [InlineData("bytes=--5")]
    [InlineData("lines=1-2")]
    [InlineData("bytes=0-99999999999999999999999")]
    [InlineData("nonsense")]
    public async Task Several_parts_or_nonsense_are_answered_with_the_whole(string range)
    {
        var response = await press.Visitor.SendAsync(HttpMethod.Get, _path, ("Range", range));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBe(_file);
    }

    [Theory]
    [InlineData("bytes=99999999-")]
    [InlineData("bytes=-0")]
    public async Task A_part_that_is_not_there_is_a_416_with_the_length(string range)
    {
        var response = await press.Visitor.SendAsync(HttpMethod.Get, _path, ("Range", range));

        await response.ShouldBeProblemAsync(HttpStatusCode.RequestedRangeNotSatisfiable);
        response.Content.Headers.ContentRange!.ToString().ShouldBe($"bytes */{_file.Length}");
        response.Headers.CacheControl!.ToString().ShouldBe("no-store");
    }

    [Fact]
    public async Task A_part_of_another_version_is_not_sent()
    {
        async Task<HttpStatusCode> AskAsync(string condition) =>
            (await press.Visitor.SendAsync(HttpMethod.Get, _path, ("Range", "bytes=0-9"), ("If-Range", condition))).StatusCode;

        (await AskAsync($"\"{_id}\"")).ShouldBe(HttpStatusCode.PartialContent);
        (await AskAsync($"W/\"{_id}\"")).ShouldBe(HttpStatusCode.OK);
        (await AskAsync("\"other\"")).ShouldBe(HttpStatusCode.OK);
        (await AskAsync("Wed, 21 Oct 2026 07:28:00 GMT")).ShouldBe(HttpStatusCode.OK);
        (await AskAsync("nonsense")).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("no-id")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("..%2f..%2fetc%2fpasswd")]
    [InlineData("ABCDEF0000000000000000000000000000000000000000000000000000000000")]
    public async Task What_is_not_there_is_a_404_that_nobody_keeps(string id)
    {
        var response = await press.Visitor.GetAsync($"/api/media/{id}");

        await response.ShouldBeProblemAsync(HttpStatusCode.NotFound);
        response.Headers.CacheControl!.ToString().ShouldBe("no-store");
        (await press.Visitor.GetAsync($"/api/media/{id}/thumbnail")).Headers.RetryAfter.ShouldBeNull();
    }

    [Fact]
    public async Task A_thumbnail_is_waited_for_until_the_worker_has_made_it()
    {
        var pending = await press.Visitor.GetAsync($"{_path}/thumbnail");
        await pending.ShouldBeProblemAsync(HttpStatusCode.NotFound);
        pending.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        pending.Headers.CacheControl!.ToString().ShouldBe("no-store");

        await press.MakeThumbnailAsync(_id, [1, 2, 3]);

        var ready = await press.Visitor.GetAsync($"{_path}/thumbnail");
        (await ready.Content.ReadAsByteArrayAsync()).ShouldBe([1, 2, 3]);
        ready.Content.Headers.ContentType!.ToString().ShouldBe("image/webp");
        ready.Header("Cache-Control").ShouldBe("public, max-age=31536000, immutable");
        ready.Header("X-Content-Type-Options").ShouldBe("nosniff");
        var head = await press.Visitor.SendAsync(HttpMethod.Head, $"{_path}/thumbnail");
        head.Content.Headers.ContentLength.ShouldBe(3);
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        (await press.Visitor.SendAsync(HttpMethod.Get, $"{_path}/thumbnail", ("If-None-Match", ready.Header("ETag")!))).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task A_GIF_that_is_HTML_too_is_served_as_a_picture()
    {
        var polyglot = TestPictures.Gif(10, 10, 1, "<script>alert(document.domain)</script>");
        var uploaded = await press.Admin.UploadAsync(polyglot, "text/html");

        var response = await press.Visitor.SendAsync(HttpMethod.Get, uploaded.Headers.Location!.ToString(), ("Accept", "text/html"));

        response.Content.Headers.ContentType!.ToString().ShouldBe("image/gif");
        response.Header("X-Content-Type-Options").ShouldBe("nosniff");
        response.Header("Content-Security-Policy").ShouldBe("default-src 'none'; sandbox");
    }
}
