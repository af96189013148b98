using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using MyArch.ServiceDefaults;
using Xunit.Abstractions;

namespace MyArch.Media.Tests;

/// <summary>The service as a process of its own: what it holds in memory, and what is left when it is killed.</summary>
[Collection(MediaTierCollection.Name)]
public sealed class ProcessTests(MediaTier tier, ITestOutputHelper output) : IAsyncLifetime
{
    private const int Uploads = 10;
    private const int Length = 10_000_000;

    private readonly TemporaryDirectory _folder = new();
    private readonly int _port = FreePort.Find();
    private readonly HttpClient _client = new();
    private Tenant _tenant = null!;
    private ServerProcess? _process;

    private ServerProcess Process => _process ?? throw new InvalidOperationException("Not started.");

    public async Task InitializeAsync()
    {
        _tenant = await tier.CreateTenantAsync();
        _client.BaseAddress = new Uri($"http://127.0.0.1:{_port}");
        _client.DefaultRequestHeaders.Add(OriginVerification.Header, MediaServer.InternalSecret);
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", MediaServer.AdminKey);
        Directory.CreateDirectory(_folder.Combine("spool"));
        await StartAsync();
    }

    public Task DisposeAsync()
    {
        _process?.Kill();
        _client.Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Ten_large_uploads_at_once_take_less_than_forty_megabytes()
    {
        // What the runtime needs once: two rounds compile the code, fill the pools and open the connections.
        await UploadAllAsync(round: 0, count: 2);
        await UploadAllAsync(round: 1, count: 2);
        var before = Memory("VmRSS");
        // proc(5): makes the peak begin again from here.
        await File.WriteAllTextAsync($"/proc/{Process.Id}/clear_refs", "5");

        await UploadAllAsync(round: 2, Uploads);

        var growth = Memory("VmHWM") - before;
        output.WriteLine($"{before / 1e6:F0} MB before, {growth / 1e6:F1} MB more at the peak");
        growth.ShouldBeLessThan(40_000_000);
    }

    [Fact]
    public async Task However_often_it_is_killed_amid_uploads_no_picture_is_broken_and_nothing_is_left_on_the_disk()
    {
        var random = new Random(11);
        for (var round = 0; round < 3; round++)
        {
            var uploads = Enumerable.Range(0, 8).Select(number => TryUploadAsync(TestPictures.PngOfLength(600_000 + number, (100 * round) + number))).ToList();
            // After the first or a later answer: some are received, some stored, some have a row, some are answered.
            var answered = random.Next(1, 6);
            await Eventually.IsTrueAsync(() => uploads.Count(static upload => upload.IsCompleted) >= answered, because: "some are answered");
            Process.Kill();
            var acknowledged = (await Task.WhenAll(uploads)).OfType<string>().ToList();
            acknowledged.ShouldNotBeEmpty();
            await StartAsync();

            foreach (var path in acknowledged)
            {
                (await _client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
            }
        }

        var page = await (await _client.GetAsync("/api/media?limit=100")).ShouldBeJsonAsync();
        foreach (var item in page.GetProperty("items").EnumerateArray())
        {
            (await _client.GetByteArrayAsync($"/api/media/{item.GetProperty("id").GetString()}")).Length.ShouldBe(item.GetProperty("bytes").GetInt32());
        }

        Directory.EnumerateFileSystemEntries(_folder.Combine("spool")).ShouldBeEmpty();
    }

    private async Task StartAsync()
    {
        Dictionary<string, string?> settings = new()
        {
            ["urls"] = _client.BaseAddress!.ToString(),
            ["Instance__Id"] = "media-a1",
            ["Instance__Zone"] = "a",
            ["Instance__Type"] = "t3.micro",
            ["Instance__Version"] = "v1",
            ["Origin__Secret"] = MediaServer.Secret,
            ["Origin__InternalSecret"] = MediaServer.InternalSecret,
            ["Admin__Key"] = MediaServer.AdminKey,
            ["ConnectionStrings__press"] = $"Host=127.0.0.1:{tier.Primary.Port};Username={PostgresServer.Superuser};Database={_tenant.Database};Timeout=30;Maximum Pool Size=20",
            ["ConnectionStrings__media-cache"] = tier.Redis.ConnectionString,
            ["Cache__Prefix"] = $"cache:media:{_tenant.Database}:",
            ["Jobs__QueueUrl"] = _tenant.QueueUrl,
            ["Storage__Bucket"] = _tenant.Bucket,
            ["Media__SpoolDirectory"] = _folder.Combine("spool"),
            ["Cache__OperationTimeout"] = "00:00:10",
            ["Database__StartTimeout"] = "00:01:00",
            ["Jobs__SendTimeout"] = "00:00:30",
            ["Database__MonitorTimeout"] = "00:00:10",
            ["Database__ReadTimeout"] = "00:00:20",
            ["Database__WriteTimeout"] = "00:00:30",
        };
        _process = ServiceProcess.Start(_folder.Combine("media.log"), typeof(MediaOptions).Assembly.Location, settings);
        await Eventually.BecomesAsync(
            async token => Process.HasExited ? throw new InvalidOperationException(Process.Log) : (await _client.GetAsync("/api/media", token)).StatusCode, static status => status == HttpStatusCode.OK,
            TimeSpan.FromSeconds(60), "the service answers");
    }

    private async Task UploadAllAsync(int round, int count) => await Task.WhenAll(Enumerable.Range(0, count).Select(async number =>
    {
        using var response = await _client.UploadAsync(TestPictures.PngOfLength(Length, (100 * round) + number));
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
    }));

    // Where the picture is, if that was answered before the end.
    private async Task<string?> TryUploadAsync(byte[] file)
    {
        try
        {
            using var response = await _client.UploadAsync(file);
            return response.IsSuccessStatusCode ? response.Headers.Location!.ToString() : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private long Memory(string name)
    {
        var line = File.ReadLines($"/proc/{Process.Id}/status").Single(line => line.StartsWith($"{name}:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Split('\t')[^1], CultureInfo.InvariantCulture);
    }
}
