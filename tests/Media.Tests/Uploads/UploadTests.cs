using System.Globalization;
using System.Net;
using System.Security.Cryptography;

namespace MyArch.Media.Tests.Uploads;

[Collection(MediaTierCollection.Name)]
public sealed class UploadTests(Press press) : IClassFixture<Press>
{
    [Fact]
    public async Task A_picture_is_stored_once_and_the_worker_is_asked_for_its_thumbnail()
    {
        var file = press.NewPicture(40, 30);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(file));

        var response = await press.Admin.UploadAsync(file);

        var media = await response.ShouldBeJsonAsync(HttpStatusCode.Created);
        response.Headers.Location!.ToString().ShouldBe($"/api/media/{sha256}");
        response.Header("X-Consistency-Token").ShouldNotBeNull();
        media.GetProperty("id").GetString().ShouldBe(sha256);
        media.GetProperty("sha256").GetString().ShouldBe(sha256);
        media.GetProperty("contentType").GetString().ShouldBe("image/png");
        media.GetProperty("bytes").GetInt64().ShouldBe(file.Length);
        (media.GetProperty("width").GetInt32(), media.GetProperty("height").GetInt32()).ShouldBe((40, 30));
        media.GetProperty("rendition").GetRawText().ShouldBe("""{"status":"pending"}""");
        media.GetProperty("createdAt").GetDateTimeOffset().Offset.ShouldBe(TimeSpan.Zero);
        (await press.Tier.S3.GetObjectMetadataAsync(press.Tenant.Bucket, $"original/{sha256}")).ContentLength.ShouldBe(file.Length);

        var again = await press.Admin.UploadAsync(file);

        (await again.ShouldBeJsonAsync()).GetRawText().ShouldBe(media.GetRawText());
        again.Headers.Location.ShouldBe(response.Headers.Location);
        (await press.Tier.ExecuteAsync(press.Tenant.Database, $"SELECT count(*) FROM media WHERE id = '{sha256}'")).ShouldBe(1L);
    }

    [Theory]
    [InlineData("original")]
    [InlineData("failed")]
    [InlineData("thumbnail")]
    public async Task What_a_picture_lacks_comes_with_the_same_upload(string lacking)
    {
        var tenant = await press.Tier.CreateTenantAsync();
        await using var server = press.Tier.CreateServer(tenant);
        using var admin = server.CreateAdmin();
        using var caller = server.CreateCaller();
        var file = press.NewPicture();
        var id = (await (await admin.UploadAsync(file)).ShouldBeJsonAsync(HttpStatusCode.Created)).GetProperty("id").GetString()!;
        var said = lacking == "failed" ? """{"status":"failed","reason":"The original is not in the storage."}""" : Press.Ready(id, [1]);
        await press.Tier.S3.PutObjectAsync(new() { BucketName = tenant.Bucket, Key = $"thumb/{id}.webp", ContentBody = "x" });
        await (await caller.SendJsonAsync(HttpMethod.Put, $"/internal/media/{id}/renditions", said)).ShouldBeJsonAsync();
        foreach (var message in await press.Tier.ReceiveAsync(tenant))
        {
            await press.Tier.Sqs.DeleteMessageAsync(tenant.QueueUrl, message.ReceiptHandle);
        }

        await press.Tier.S3.DeleteObjectAsync(tenant.Bucket, lacking == "thumbnail" ? $"thumb/{id}.webp" : $"original/{id}");

        await (await admin.UploadAsync(file)).ShouldBeJsonAsync();

        (await admin.GetByteArrayAsync($"/api/media/{id}")).ShouldBe(file);
        (await press.Tier.ReceiveAsync(tenant)).Count.ShouldBe(lacking == "original" ? 0 : 1);
    }

    [Fact]
    public async Task The_message_says_what_was_uploaded_and_belongs_to_the_trace_of_the_upload()
    {
        var tenant = await press.Tier.CreateTenantAsync();
        await using var server = press.Tier.CreateServer(tenant);
        using var admin = server.CreateAdmin();
        var file = press.NewPicture();

        await (await admin.UploadAsync(file)).ShouldBeJsonAsync(HttpStatusCode.Created);

        var message = (await press.Tier.ReceiveAsync(tenant)).ShouldHaveSingleItem();
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(file));
        message.Body.ShouldBe($$"""{"mediaId":"{{sha256}}","key":"original/{{sha256}}","contentType":"image/png","bytes":{{file.Length}},"sha256":"{{sha256}}"}""");
        message.MessageAttributes["type"].StringValue.ShouldBe("MediaUploaded");
        message.MessageAttributes["traceparent"].StringValue.ShouldStartWith("00-");
    }

    [Theory]
    [InlineData("holiday.png")]
    [InlineData("../../etc/passwd")]
    [InlineData("..\\..\\windows\\system.ini")]
    [InlineData("a\u0001b\u007f%00.svg")]
    public async Task A_form_with_one_file_does_as_well_and_the_name_of_the_file_is_nobodys_business(string fileName)
    {
        var file = press.NewPicture();

        var response = await press.Admin.UploadFormAsync(file, fileName, contentType: "text/html");

        var media = await response.ShouldBeJsonAsync(HttpStatusCode.Created);
        media.GetProperty("contentType").GetString().ShouldBe("image/png");
        var download = await press.Visitor.GetAsync(response.Headers.Location);
        (await download.Content.ReadAsByteArrayAsync()).ShouldBe(file);
        download.Content.Headers.ContentDisposition!.ToString().ShouldBe($"inline; filename=\"{media.GetProperty("id").GetString()}.png\"");
    }

    [Fact]
    public async Task Ten_million_bytes_are_taken_and_one_more_is_too_large()
    {
        var largest = await press.Admin.UploadAsync(TestPictures.PngOfLength(10_000_000));
        (await largest.ShouldBeJsonAsync(HttpStatusCode.Created)).GetProperty("bytes").GetInt64().ShouldBe(10_000_000);
        var inForm = await press.Admin.UploadFormAsync(TestPictures.PngOfLength(10_000_000, seed: 2), "large.png");
        (await inForm.ShouldBeJsonAsync(HttpStatusCode.Created)).GetProperty("bytes").GetInt64().ShouldBe(10_000_000);

        await (await press.Admin.UploadAsync(TestPictures.PngOfLength(10_000_001))).ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge);
        await (await press.Admin.UploadFormAsync(TestPictures.PngOfLength(10_000_001), "larger.png")).ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge);
        using var unannounced = new StreamContent(new ChunkedFile(TestPictures.PngOfLength(10_000_001)));
        await (await press.Admin.PostAsync(Uploading.Path, unannounced)).ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_body_whose_length_was_not_announced_is_taken()
    {
        var file = press.NewPicture();
        using var content = new StreamContent(new ChunkedFile(file));

        var media = await (await press.Admin.PostAsync(Uploading.Path, content)).ShouldBeJsonAsync(HttpStatusCode.Created);

        media.GetProperty("bytes").GetInt64().ShouldBe(file.Length);
    }

    [Fact]
    public async Task Only_the_administrator_uploads_and_removes()
    {
        await (await press.Visitor.UploadAsync(press.NewPicture())).ShouldBeProblemAsync(HttpStatusCode.Unauthorized);
        await (await press.Visitor.DeleteAsync($"/api/media/{new string('0', 64)}")).ShouldBeProblemAsync(HttpStatusCode.Unauthorized);
        await (await press.Visitor.SendAsync(HttpMethod.Delete, $"/api/media/{new string('0', 64)}", ("Authorization", "Bearer guess"))).ShouldBeProblemAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_same_bytes_from_many_at_once_are_one_picture()
    {
        var file = press.NewPicture();

        var responses = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => press.Admin.UploadAsync(file)));

        responses.Count(static response => response.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        responses.Count(static response => response.StatusCode == HttpStatusCode.OK).ShouldBe(11);
    }

    [Fact]
    public async Task A_picture_that_was_removed_is_gone_for_everybody_and_comes_back_by_another_upload()
    {
        var file = press.NewPicture();
        var path = (await press.Admin.UploadAsync(file)).Headers.Location!;
        (await press.Visitor.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var removed = await press.Admin.DeleteAsync(path);

        removed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        removed.Header("X-Consistency-Token").ShouldNotBeNull();
        await (await press.Visitor.GetAsync(path)).ShouldBeProblemAsync(HttpStatusCode.NotFound);
        await (await press.Visitor.GetAsync($"{path}/thumbnail")).ShouldBeProblemAsync(HttpStatusCode.NotFound);
        await (await press.Admin.DeleteAsync(path)).ShouldBeProblemAsync(HttpStatusCode.NotFound);
        (await press.Admin.UploadAsync(file)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await press.Visitor.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Uploading_known_bytes_mends_a_picture_whose_file_was_lost()
    {
        var file = press.NewPicture();
        var path = (await press.Admin.UploadAsync(file)).Headers.Location!;
        await press.Tier.S3.DeleteObjectAsync(press.Tenant.Bucket, path.ToString().Replace("/api/media", "original", StringComparison.Ordinal));
        using var measured = press.Server.Measure();
        var lost = await press.Visitor.GetAsync(path);
        measured.Sum("myarch.media.file.missing").ShouldBe(1);
        await lost.ShouldBeProblemAsync(HttpStatusCode.NotFound);
        lost.Headers.CacheControl!.ToString().ShouldBe("no-store");
        lost.Headers.ETag.ShouldBeNull();

        (await press.Admin.UploadAsync(file)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await press.Visitor.GetByteArrayAsync(path)).ShouldBe(file);
    }

    [Fact]
    public async Task A_file_that_a_sweep_deletes_during_its_upload_is_there_again_before_its_picture_is()
    {
        const int Commit = 0x636F_6D6D;
        var file = press.NewPicture();
        var id = Convert.ToHexStringLower(SHA256.HashData(file));
        var key = $"original/{id}";
        await using var holder = new Npgsql.NpgsqlConnection($"{press.Tier.Primary.ConnectionString(press.Tenant.Database)};Pooling=false");
        await holder.OpenAsync();
        // Who adds a row waits at its commit, for as long as a test says: whatever is missing then would be missing if the instance died right after it.
        await ExecuteAsync($"""
            CREATE FUNCTION wait_at_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock({Commit}); RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER wait_at_commit AFTER INSERT ON media DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait_at_commit();
            """);
        try
        {
            // As a sweep that has found an old file of the same bytes has it.
            var picture = $"{0x6D65_6469}, {int.Parse(id.AsSpan(0, 8), NumberStyles.HexNumber)}";
            await ExecuteAsync($"SELECT pg_advisory_lock({Commit}), pg_advisory_lock({picture})");
            var upload = press.Admin.UploadAsync(file);
            await Eventually.IsTrueAsync(async _ => await IsWaitingAsync(), because: "the upload waits for the picture's lock, and its file is stored");
            await press.Tier.S3.DeleteObjectAsync(press.Tenant.Bucket, key);
            await ExecuteAsync($"SELECT pg_advisory_unlock({picture})");
            await Eventually.IsTrueAsync(async _ => await IsWaitingAsync("objsubid = 1"), because: "the upload waits at its commit");

            (await press.Tier.S3.GetObjectMetadataAsync(press.Tenant.Bucket, key)).ContentLength.ShouldBe(file.Length);

            await ExecuteAsync($"SELECT pg_advisory_unlock({Commit})");
            (await upload).StatusCode.ShouldBe(HttpStatusCode.Created);
        }
        finally
        {
            await ExecuteAsync("SELECT pg_advisory_unlock_all(); DROP FUNCTION wait_at_commit() CASCADE");
        }

        async Task ExecuteAsync(string sql)
        {
            await using var command = new Npgsql.NpgsqlCommand(sql, holder);
            await command.ExecuteNonQueryAsync();
        }

        // A lock of one number has 1 as its objsubid, one of two has 2.
        async Task<bool> IsWaitingAsync(string which = "objsubid = 2") => 1L.Equals(await press.Tier.ExecuteAsync(
            press.Tenant.Database,
            $"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND {which} AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"));
    }

    [Fact]
    public async Task The_list_has_the_newest_first_and_its_pages_join_without_a_gap()
    {
        var tenant = await press.Tier.CreateTenantAsync();
        await using var server = press.Tier.CreateServer(tenant);
        using var admin = server.CreateAdmin();
        List<string> ids = [];
        for (var i = 0; i < 5; i++)
        {
            ids.Insert(0, (await (await admin.UploadAsync(press.NewPicture())).ShouldBeJsonAsync(HttpStatusCode.Created)).GetProperty("id").GetString()!);
        }

        List<string> seen = [];
        string? next = "";
        while (next is not null)
        {
            var page = await (await admin.GetAsync($"/api/media?limit=2&after={next}")).ShouldBeJsonAsync();
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(static item => item.GetProperty("id").GetString()!));
            next = page.GetProperty("next").GetString();
        }

        seen.ShouldBe(ids);
        await (await admin.GetAsync("/api/media?limit=0")).ShouldNameAsync("limit");
        await (await admin.GetAsync("/api/media?after=nonsense")).ShouldNameAsync("after");
    }

    /// <summary>A stream without a length, which is sent in chunks.</summary>
    private sealed class ChunkedFile(byte[] file) : MemoryStream(file)
    {
        public override bool CanSeek => false;
    }
}
