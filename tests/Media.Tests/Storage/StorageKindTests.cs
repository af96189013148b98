using System.Net;

namespace MyArch.Media.Tests.Storage;

/// <summary>Three instances and the three kinds of storage.</summary>
[Collection(MediaTierCollection.Name)]
public sealed class StorageKindTests(MediaTier tier)
{
    private static readonly string[] Instances = ["media-a1", "media-b1", "media-c1"];

    [Theory]
    [InlineData("S3")]
    [InlineData("Shared")]
    [InlineData("InstanceDisk")]
    public async Task The_instance_that_took_a_picture_serves_it_in_every_way(string kind)
    {
        await using var group = await StartAsync(kind);
        var file = TestPictures.PngOfLength(2_000_000);
        var path = (await group.Admins[0].UploadAsync(file)).Headers.Location!.ToString();
        var visitor = group.Admins[0];

        (await visitor.GetByteArrayAsync(path)).ShouldBe(file);
        var part = await visitor.SendAsync(HttpMethod.Get, path, ("Range", "bytes=1000000-1099999"));
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsByteArrayAsync()).ShouldBe(file[1_000_000..1_100_000]);
        (await visitor.SendAsync(HttpMethod.Head, path)).Content.Headers.ContentLength.ShouldBe(file.Length);
        (await group.Admins[0].UploadAsync(file)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await group.Admins[0].DeleteAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await visitor.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("S3")]
    [InlineData("Shared")]
    public async Task Every_instance_serves_what_any_of_them_took(string kind)
    {
        await using var group = await StartAsync(kind);

        (await group.MissingShareAsync(new Random(1))).ShouldBe(0);
    }

    [Fact]
    public async Task Of_disks_that_instances_have_for_themselves_two_of_three_do_not_have_the_picture()
    {
        await using var group = await StartAsync("InstanceDisk");

        // 300 downloads, each from an instance by chance: the share is 2/3, give or take 4 standard deviations of 2.7 %.
        (await group.MissingShareAsync(new Random(1))).ShouldBe(2.0 / 3, 0.11);
    }

    private async Task<Group> StartAsync(string kind)
    {
        var tenant = await tier.CreateTenantAsync();
        return new Group([.. Instances.Select(id => tier.CreateServer(tenant, id: id, settings: [("Storage:Kind", kind), ("Storage:Directory", tenant.Directory)]))]);
    }

    private sealed class Group(MediaServer[] servers) : IAsyncDisposable
    {
        public HttpClient[] Admins { get; } = [.. servers.Select(static server => server.CreateAdmin())];

        // Twelve pictures, each taken by an instance by chance; then downloads from instances by chance. The share of those that are 404.
        public async Task<double> MissingShareAsync(Random random)
        {
            List<string> paths = [];
            for (var picture = 0; picture < 12; picture++)
            {
                paths.Add((await Admins[random.Next(Admins.Length)].UploadAsync(TestPictures.Png(20, 20, picture))).Headers.Location!.ToString());
            }

            const int Downloads = 300;
            var missing = 0;
            for (var download = 0; download < Downloads; download++)
            {
                using var response = await Admins[random.Next(Admins.Length)].GetAsync(paths[random.Next(paths.Count)]);
                missing += response.StatusCode switch
                {
                    HttpStatusCode.OK => 0,
                    HttpStatusCode.NotFound => 1,
                    _ => throw new InvalidOperationException($"{response.StatusCode}"),
                };
            }

            return (double)missing / Downloads;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var client in Admins)
            {
                client.Dispose();
            }

            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }
    }
}
