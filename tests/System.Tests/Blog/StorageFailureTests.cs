using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using MyArch.Media.Tests;

namespace MyArch.SystemTests.Blog;

/// <summary>The object storage, with the queue in it, dies while pictures are uploaded: what was acknowledged is there afterwards, with its thumbnail.</summary>
[Collection(ProdCollection.Name)]
public sealed class StorageFailureTests(ProdSystem system)
{
    private const int Writers = 3;
    private const int PicturesOfEach = 6;

    [Fact]
    public async Task No_acknowledged_picture_is_lost_and_each_gets_its_thumbnail()
    {
        await system.RestoreAsync();
        using var site = system.BlogSite();
        var blog = new BlogVisitor(site, await system.AdminKeyAsync());
        ConcurrentDictionary<string, string> uploaded = new(StringComparer.Ordinal);
        var writers = Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var number = 0; number < PicturesOfEach; number++)
            {
                var picture = TestPictures.Png(400, 300, seed: 1_000 + (writer * PicturesOfEach) + number);
                uploaded[await blog.UploadAsync(picture)] = Convert.ToHexStringLower(SHA256.HashData(picture));
            }
        })).ToList();

        await Eventually.IsTrueAsync(() => uploaded.Count >= 4, because: "there is load");
        await system.KillAsync("aws");
        using (var download = await site.GetAsync($"/api/media/{uploaded.First().Key}"))
        {
            download.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            download.Headers.RetryAfter.ShouldNotBeNull();
        }

        await system.StartAsync("aws");
        await Task.WhenAll(writers);

        foreach (var (id, hash) in uploaded)
        {
            Convert.ToHexStringLower(SHA256.HashData(await site.GetByteArrayAsync($"/api/media/{id}"))).ShouldBe(hash);
            using var thumbnail = await blog.ThumbnailAsync(id);
            thumbnail.Content.Headers.ContentType!.MediaType.ShouldBe("image/webp");
        }
    }
}
