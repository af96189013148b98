using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace MyArch.Media.Tests;

/// <summary>What a client is told while the endpoint of SQS and S3, the primary, or the cache is down, and that nothing is broken afterwards.</summary>
[Collection(MediaTierCollection.Name)]
public sealed class OutageTests(MediaTier tier) : IAsyncLifetime
{
    private Tenant _tenant = null!;
    private MediaServer _server = null!;
    private HttpClient _admin = null!;
    private HttpClient _caller = null!;

    public async Task InitializeAsync()
    {
        _tenant = await tier.CreateTenantAsync();
        _server = tier.CreateServer(_tenant, settings: [("Media:OrphanAge", "00:00:01"), ("Database:MonitorInterval", "00:00:00.1")]);
        (_admin, _caller) = (_server.CreateAdmin(), _server.CreateCaller());
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        _caller.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task While_the_endpoint_is_down_pictures_are_503_and_what_was_acknowledged_is_there_afterwards()
    {
        var file = TestPictures.Png(30, 30, 1);
        var path = (await _admin.UploadAsync(file)).Headers.Location!.ToString();
        using var measured = _server.Measure();
        await tier.Aws.KillAsync();
        try
        {
            var download = await _admin.GetAsync(path);
            await download.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable);
            download.Headers.RetryAfter!.Delta.ShouldNotBeNull();
            download.Headers.CacheControl!.ToString().ShouldBe("no-store");
            await (await _admin.UploadAsync(TestPictures.Png(30, 30, 2))).ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable);
            measured.All.ShouldHaveSingleItem().ToString().ShouldBe("myarch.media.upload.finished 1 myarch.outcome=failed");
            await (await _caller.PostAsync("/internal/media/sweep", content: null)).ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable);
            // What needs no file goes on.
            (await _admin.SendAsync(HttpMethod.Get, path, ("If-None-Match", "*"))).StatusCode.ShouldBe(HttpStatusCode.NotModified);
            await (await _admin.GetAsync("/api/media")).ShouldBeJsonAsync();
        }
        finally
        {
            await tier.Aws.StartAsync();
        }

        (await _admin.GetByteArrayAsync(path)).ShouldBe(file);
        await (await _admin.UploadAsync(TestPictures.Png(30, 30, 2))).ShouldBeJsonAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task An_upload_whose_message_the_queue_does_not_take_succeeds_and_the_sweep_sends_it()
    {
        await using var server = tier.CreateServer(_tenant, settings: ("Jobs:QueueUrl", $"{_tenant.QueueUrl}-gone"));
        using var admin = server.CreateAdmin();
        using var measured = server.Measure();

        await (await admin.UploadAsync(TestPictures.Png(30, 30, 3))).ShouldBeJsonAsync(HttpStatusCode.Created);

        measured.Sum("myarch.media.rendition.requested", "myarch.outcome=failed").ShouldBe(1);
        (await tier.ReceiveAsync(_tenant)).ShouldBeEmpty();
        await tier.ExecuteAsync(_tenant.Database, "UPDATE media SET requested_at = requested_at - interval '61 seconds'");
        // Through an instance whose queue is gone, too, nothing is sent, and the next wait is no longer for it.
        using var caller = server.CreateCaller();
        (await SweepAsync(caller)).GetProperty("resent").GetInt32().ShouldBe(0);
        await tier.ExecuteAsync(_tenant.Database, "UPDATE media SET requested_at = requested_at - interval '61 seconds'");
        (await SweepAsync(_caller)).GetProperty("resent").GetInt32().ShouldBe(1);
        (await tier.ReceiveAsync(_tenant)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_queue_that_hangs_delays_neither_the_rest_of_a_sweep_nor_the_next_message()
    {
        const string Endpoint = "AWS_ENDPOINT_URL_SQS";
        await (await _admin.UploadAsync(TestPictures.Png(30, 30, 6))).ShouldBeJsonAsync(HttpStatusCode.Created);
        await tier.ExecuteAsync(_tenant.Database, "UPDATE media SET requested_at = requested_at - interval '61 seconds'");
        var orphan = Path.Combine(_tenant.Directory, "incoming", "old");
        Directory.CreateDirectory(Path.GetDirectoryName(orphan)!);
        await File.WriteAllTextAsync(orphan, "half a picture");
        File.SetLastWriteTimeUtc(orphan, File.GetLastWriteTimeUtc(orphan).AddHours(-2));
        // It accepts connections and says nothing.
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)mute.LocalEndpoint).Port}";
        Environment.SetEnvironmentVariable(Endpoint, address);
        try
        {
            await using var server = tier.CreateServer(
                _tenant,
                settings: [("Jobs:QueueUrl", $"{address}/queue/jobs"), ("Media:SweepTimeout", "00:00:20"), ("Storage:Kind", "Shared"), ("Storage:Directory", _tenant.Directory)]);
            using var caller = server.CreateCaller();
            await (await caller.GetAsync("/api/media")).ShouldBeJsonAsync();

            (await SweepAsync(caller)).GetProperty("deleted").GetInt32().ShouldBe(1);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Endpoint, tier.Aws.Url.AbsoluteUri);
        }

        (await tier.ExecuteAsync(_tenant.Database, "SELECT requests FROM media")).ShouldBe(1);
    }

    [Fact]
    public async Task An_upload_that_ends_between_its_file_and_its_row_leaves_no_picture_and_the_sweep_no_file()
    {
        await (await _admin.GetAsync("/api/media")).ShouldBeJsonAsync();
        var file = TestPictures.Png(30, 30, 4);
        tier.Primary.Process.Kill();
        try
        {
            var upload = await _admin.UploadAsync(file);
            await upload.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable);
            upload.Headers.RetryAfter.ShouldNotBeNull();
            ((await tier.S3.ListObjectsV2Async(new() { BucketName = _tenant.Bucket })).S3Objects ?? []).Count.ShouldBe(1);
        }
        finally
        {
            await tier.Primary.StartAsync();
        }

        await Eventually.BecomesAsync(
            async token => (await _caller.PostAsync("/internal/media/sweep", content: null, token)).IsSuccessStatusCode
                && (await tier.S3.ListObjectsV2Async(new() { BucketName = _tenant.Bucket }, token)).S3Objects is null or [],
            static gone => gone,
            because: "the file is swept");
        await (await _admin.UploadAsync(file)).ShouldBeJsonAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_sweep_that_is_about_to_delete_an_old_file_cannot_take_it_from_a_new_picture()
    {
        var file = TestPictures.Png(30, 30, 5);
        var path = (await _admin.UploadAsync(file)).Headers.Location!.ToString();
        for (var round = 0; round < 5; round++)
        {
            (await _admin.DeleteAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
            // Old enough from here on: S3 counts in seconds.
            await Eventually.BecomesAsync(
                async _ => await tier.ExecuteAsync("postgres", $"SELECT now() > '{(await ModifiedAsync(path)):O}'::timestamptz + interval '1 second'"), static old => old is true, because: "the file is old");

            var sweeps = Enumerable.Range(0, 4).Select(_ => SweepAsync(_caller)).ToList();
            var upload = await _admin.UploadAsync(file);
            await Task.WhenAll(sweeps);

            upload.IsSuccessStatusCode.ShouldBeTrue();
            (await _admin.GetByteArrayAsync(path)).ShouldBe(file, $"round {round}");
        }
    }

    private async Task<DateTime> ModifiedAsync(string path) =>
        (await tier.S3.GetObjectMetadataAsync(_tenant.Bucket, path.Replace("/api/media", "original", StringComparison.Ordinal))).LastModified!.Value.ToUniversalTime();

    private static async Task<JsonElement> SweepAsync(HttpClient caller) => await (await caller.PostAsync("/internal/media/sweep", content: null)).ShouldBeJsonAsync();
}
