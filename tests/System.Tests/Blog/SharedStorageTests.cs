using System.Security.Cryptography;
using System.Text.Json;
using MyArch.Media.Tests;

namespace MyArch.SystemTests.Blog;

/// <summary>The blog with its pictures in a directory that all processes share, as on EFS: the service and the worker find the same files.</summary>
public sealed class SharedStorageTests : IDisposable
{
    private readonly TemporaryDirectory _state = new();

    public void Dispose() => _state.Dispose();

    [Fact]
    public async Task A_picture_and_its_thumbnail_are_files_of_the_shared_directory()
    {
        using var host = AppHostProcess.Start(_state.Path, "dev", "--Media:Storage", "Shared");
        var gateway = await host.ReadyAsync();
        using var running = JsonDocument.Parse(await File.ReadAllBytesAsync(host.RunningFile));
        using var site = ProdSystem.SiteClient(gateway, "mywordpress.localhost");
        var blog = new BlogVisitor(site, running.RootElement.GetProperty("adminKey").GetString()!);
        var picture = TestPictures.Png(900, 600, seed: 5_000);

        var id = await blog.UploadAsync(picture);
        using var thumbnail = await blog.ThumbnailAsync(id);

        Convert.ToHexStringLower(SHA256.HashData(await site.GetByteArrayAsync($"/api/media/{id}"))).ShouldBe(id);
        var shared = _state.Combine("dev", "media-shared");
        (await File.ReadAllBytesAsync(Path.Combine(shared, "original", id))).ShouldBe(picture);
        (await File.ReadAllBytesAsync(Path.Combine(shared, "thumb", $"{id}.webp"))).ShouldBe(await thumbnail.Content.ReadAsByteArrayAsync());
    }
}
