using System.Net;
using System.Text.Json;

namespace MyArch.Media.Tests.Sweep;

/// <summary>What an upload that was broken off leaves, and who tidies it up.</summary>
[Collection(MediaTierCollection.Name)]
public sealed class SweepTests(MediaTier tier) : IAsyncLifetime
{
    private const string Orphan = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private Tenant _tenant = null!;

    public async Task InitializeAsync() => _tenant = await tier.CreateTenantAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Files_without_a_row_are_deleted_when_they_are_old_and_others_are_not()
    {
        await using var server = tier.CreateServer(_tenant, settings: ("Media:OrphanAge", "00:00:01"));
        using var admin = server.CreateAdmin();
        using var caller = server.CreateCaller();
        using var measured = server.Measure();
        var file = TestPictures.Png(7, 7, 7);
        var path = (await admin.UploadAsync(file)).Headers.Location!;
        await PutAsync($"original/{Orphan}", "thumb/" + Orphan + ".webp", "somebody/elses", "original/readme");

        // S3 counts in seconds.
        await Eventually.BecomesAsync(
            async _ =>
            {
                await SweepAsync(caller);
                return (await KeysAsync()).Length;
            },
            static count => count == 3,
            because: "both files of the picture that is none are old enough and gone");

        (await KeysAsync()).ShouldBe([$"original/{path.ToString()["/api/media/".Length..]}", "original/readme", "somebody/elses"], ignoreOrder: true);
        (await admin.GetByteArrayAsync(path)).ShouldBe(file);
        var report = await SweepAsync(caller);
        report.GetRawText().ShouldBe("""{"resent":0,"deleted":0,"isComplete":true}""");
        measured.Sum("myarch.media.orphan.deleted").ShouldBe(2);
    }

    [Fact]
    public async Task Young_files_may_belong_to_a_row_that_is_just_coming()
    {
        await using var server = tier.CreateServer(_tenant);
        using var caller = server.CreateCaller();
        await PutAsync($"original/{Orphan}");

        (await SweepAsync(caller)).GetProperty("deleted").GetInt32().ShouldBe(0);
        (await KeysAsync()).ShouldBe([$"original/{Orphan}"]);
    }

    [Fact]
    public async Task A_picture_that_is_removed_while_its_thumbnail_is_made_leaves_nothing()
    {
        await using var server = tier.CreateServer(_tenant, settings: ("Media:OrphanAge", "00:00:01"));
        using var admin = server.CreateAdmin();
        using var caller = server.CreateCaller();
        var path = (await admin.UploadAsync(TestPictures.Png(8, 8, 8))).Headers.Location!;
        var id = path.ToString()["/api/media/".Length..];
        (await admin.DeleteAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        // The worker has got the message before.
        await PutAsync($"thumb/{id}.webp");
        await (await caller.SendJsonAsync(HttpMethod.Put, $"/internal/media/{id}/renditions", Press.Ready(id, [1]))).ShouldBeProblemAsync(HttpStatusCode.NotFound);

        await Eventually.BecomesAsync(
            async _ => (await SweepAsync(caller), await KeysAsync()).Item2, static keys => keys.Length == 0, because: "original and thumbnail are gone");
    }

    [Fact]
    public async Task A_thumbnail_that_nobody_makes_is_asked_for_again_each_time_after_twice_the_time()
    {
        await using var server = tier.CreateServer(_tenant);
        using var admin = server.CreateAdmin();
        using var caller = server.CreateCaller();
        await (await admin.UploadAsync(TestPictures.Png(6, 6, 6))).ShouldBeJsonAsync(HttpStatusCode.Created);
        (await ReceiveAndDeleteAsync()).ShouldBe(1);

        (await ResentAsync(caller)).ShouldBe(0);
        await AgeAsync("61 seconds");
        (await ResentAsync(caller)).ShouldBe(1);
        (await ReceiveAndDeleteAsync()).ShouldBe(1);
        await AgeAsync("61 seconds");
        (await ResentAsync(caller)).ShouldBe(0, "the second time it waits for two minutes");
        await AgeAsync("60 seconds");
        (await ResentAsync(caller)).ShouldBe(1);
    }

    [Fact]
    public async Task Many_sweeps_at_once_ask_for_a_thumbnail_once()
    {
        await using var server = tier.CreateServer(_tenant);
        using var admin = server.CreateAdmin();
        using var caller = server.CreateCaller();
        for (var seed = 0; seed < 10; seed++)
        {
            await (await admin.UploadAsync(TestPictures.Png(6, 6, seed))).ShouldBeJsonAsync(HttpStatusCode.Created);
        }

        await AgeAsync("61 seconds");

        (await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => ResentAsync(caller)))).Sum().ShouldBe(10);
    }

    [Fact]
    public async Task Ready_and_failed_thumbnails_are_not_asked_for()
    {
        await using var server = tier.CreateServer(_tenant);
        using var admin = server.CreateAdmin();
        using var caller = server.CreateCaller();
        var path = (await admin.UploadAsync(TestPictures.Png(6, 6, 6))).Headers.Location!;
        await (await caller.SendJsonAsync(HttpMethod.Put, $"/internal/media/{path.ToString()["/api/media/".Length..]}/renditions", """{"status":"failed","reason":"no"}""")).ShouldBeJsonAsync();
        await AgeAsync("1 day");

        (await ResentAsync(caller)).ShouldBe(0);
    }

    [Fact]
    public async Task What_a_killed_writer_left_in_a_directory_is_deleted_when_it_is_old()
    {
        var directory = Path.Combine(_tenant.Directory, "incoming");
        Directory.CreateDirectory(directory);
        var (old, young) = (Path.Combine(directory, "old"), Path.Combine(directory, "young"));
        await File.WriteAllTextAsync(old, "half a picture");
        await File.WriteAllTextAsync(young, "half a picture");
        File.SetLastWriteTimeUtc(old, File.GetLastWriteTimeUtc(young).AddHours(-2));
        await using var server = tier.CreateServer(_tenant, settings: [("Storage:Kind", "Shared"), ("Storage:Directory", _tenant.Directory)]);
        using var caller = server.CreateCaller();

        (await SweepAsync(caller)).GetProperty("deleted").GetInt32().ShouldBe(1);

        Directory.EnumerateFiles(directory).ShouldBe([young]);
    }

    [Fact]
    public async Task A_sweep_that_has_too_much_to_do_ends_in_time_and_says_so()
    {
        await using var server = tier.CreateServer(_tenant, settings: [("Media:SweepTimeout", "00:00:00.1"), ("Storage:Kind", "Shared"), ("Storage:Directory", _tenant.Directory)]);
        using var caller = server.CreateCaller();
        await (await caller.GetAsync("/api/media")).ShouldBeJsonAsync();
        // Somebody holds the lock that each deletion needs.
        Directory.CreateDirectory(Path.Combine(_tenant.Directory, "original"));
        var orphan = Path.Combine(_tenant.Directory, "original", Orphan);
        await File.WriteAllTextAsync(orphan, "x");
        File.SetLastWriteTimeUtc(orphan, File.GetLastWriteTimeUtc(orphan).AddHours(-2));
        await using var connection = new Npgsql.NpgsqlConnection($"{tier.Primary.ConnectionString(_tenant.Database)};Pooling=false");
        await connection.OpenAsync();
        await using var hold = new Npgsql.NpgsqlCommand($"SELECT pg_advisory_lock({0x6D65_6469}, {unchecked((int)0xAAAA_AAAA)})", connection);
        await hold.ExecuteNonQueryAsync();

        (await SweepAsync(caller)).GetRawText().ShouldBe("""{"resent":0,"deleted":0,"isComplete":false}""");

        File.Exists(orphan).ShouldBeTrue();
    }

    private async Task PutAsync(params string[] keys)
    {
        foreach (var key in keys)
        {
            await tier.S3.PutObjectAsync(new() { BucketName = _tenant.Bucket, Key = key, ContentBody = "x" });
        }
    }

    private async Task<string[]> KeysAsync() =>
        [.. ((await tier.S3.ListObjectsV2Async(new() { BucketName = _tenant.Bucket })).S3Objects ?? []).Select(static found => found.Key)];

    private async Task<int> ReceiveAndDeleteAsync()
    {
        var messages = await tier.ReceiveAsync(_tenant);
        foreach (var message in messages)
        {
            await tier.Sqs.DeleteMessageAsync(_tenant.QueueUrl, message.ReceiptHandle);
        }

        return messages.Count;
    }

    private async Task AgeAsync(string by) => await tier.ExecuteAsync(_tenant.Database, $"UPDATE media SET requested_at = requested_at - interval '{by}'");

    private static async Task<int> ResentAsync(HttpClient caller) => (await SweepAsync(caller)).GetProperty("resent").GetInt32();

    private static async Task<JsonElement> SweepAsync(HttpClient caller) => await (await caller.PostAsync("/internal/media/sweep", content: null)).ShouldBeJsonAsync();
}
