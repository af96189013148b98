using MyArch.Worker.Handlers.Tests.Fixtures;
using static MyArch.Worker.Handlers.Tests.Fixtures.Pictures;

namespace MyArch.Worker.Handlers.Tests.Pictures;

/// <summary>The app as a process that is killed.</summary>
public sealed class CrashTests
{
    [Fact]
    public async Task What_a_killed_app_leaves_is_deleted_by_the_next_one()
    {
        await using var gateway = await GatewayStub.StartAsync();
        using var storage = new TemporaryDirectory();
        var picture = Make(".jpg", 100, 100);
        Directory.CreateDirectory(storage.Combine("original"));
        await File.WriteAllBytesAsync(storage.Combine("original", "p1"), picture);
        gateway.Before = Task.Delay(Timeout.InfiniteTimeSpan);
        var settings = HandlersSettings.Of(gateway.Address, storage.Path);
        // Others of this process delete what dead processes have left in the directory that all share.
        using var temporary = new TemporaryDirectory();
        settings["TMPDIR"] = temporary.Path;
        settings["urls"] = $"http://127.0.0.1:{FreePort.Find()}";
        var first = await StartAsync(settings, storage.Combine("log1"));
        using var daemon = new HttpClient { BaseAddress = new Uri(settings["urls"]!) };
        daemon.DefaultRequestHeaders.Add("X-Origin-Verify", HandlersSettings.Secret);
        var message = HandlersSettings.PostAsync(daemon, "MediaUploaded", $$"""{"mediaId":"p1","key":"original/p1","contentType":"image/jpeg","bytes":{{picture.Length}},"sha256":"{{Hash(picture)}}"}""");
        await Eventually.IsTrueAsync(() => !gateway.Calls.IsEmpty);
        first.Kill();
        await Should.ThrowAsync<HttpRequestException>(() => message);
        Left(temporary, first.Id).ShouldNotBeEmpty();
        var second = await StartAsync(settings, storage.Combine("log2"));

        // With the first picture that it makes a thumbnail of.
        gateway.Before = Task.CompletedTask;
        (await HandlersSettings.PostAsync(daemon, "MediaUploaded", $$"""{"mediaId":"p1","key":"original/p1","contentType":"image/jpeg","bytes":{{picture.Length}},"sha256":"{{Hash(picture)}}"}""")).EnsureSuccessStatusCode();
        Left(temporary, first.Id).ShouldBeEmpty();
        Left(temporary, second.Id).ShouldHaveSingleItem();
        second.Shutdown();
        Left(temporary, second.Id).ShouldBeEmpty();
    }

    private static string[] Left(TemporaryDirectory temporary, int process) => Directory.GetDirectories(temporary.Path, $"myarch-thumbnails-{process}-*");

    private static async Task<ServerProcess> StartAsync(Dictionary<string, string?> settings, string log)
    {
        var process = ServiceProcess.Start(log, ServiceProcess.Assembly("Handlers"), settings);
        await Eventually.IsTrueAsync(() => process.Log.Contains("Now listening on", StringComparison.Ordinal), TimeSpan.FromSeconds(60));
        return process;
    }
}
