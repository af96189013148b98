using Microsoft.Extensions.DependencyInjection;
using MyArch.CloudDefaults.Storage;

namespace MyArch.CloudDefaults.Tests.Storage;

public sealed class SharedStorageTests(AwsEndpoint endpoint) : StorageTests(endpoint)
{
    protected override StorageKind Kind => StorageKind.Shared;

    [Fact]
    public async Task Another_instance_sees_the_same_files()
    {
        await WriteAsync("original/seen", [1]);
        using var other = Build("media-b1");

        await using var blob = await other.Services.GetRequiredService<IBlobStorage>().OpenAsync("original/seen", null, CancellationToken.None);

        blob.ShouldNotBeNull();
    }

    [Fact]
    public async Task While_a_file_is_written_again_and_again_every_reader_gets_a_whole_one()
    {
        byte[][] versions = [.. Enumerable.Range(0, 4).Select(static version => Enumerable.Repeat((byte)version, 200_000 + version).ToArray())];
        await WriteAsync("original/busy", versions[0]);
        using var enough = new CancellationTokenSource();
        var writes = 0;
        var writers = Enumerable.Range(0, 2).Select(writer => Task.Run(async () =>
        {
            for (var round = 0; !enough.IsCancellationRequested; round++)
            {
                await WriteAsync("original/busy", versions[(round + writer) % versions.Length]);
                Interlocked.Increment(ref writes);
            }
        })).ToList();

        for (var reads = 0; (reads < 40 || Volatile.Read(ref writes) < 40) && !writers.Exists(static writer => writer.IsCompleted); reads++)
        {
            var file = await ReadAsync("original/busy");
            file.Length.ShouldBe(200_000 + file[0]);
            file.Distinct().Count().ShouldBe(1);
        }

        await enough.CancelAsync();
        await Task.WhenAll(writers);
        Directory.EnumerateFiles(Path.Combine(Folder, "incoming")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_content_of_another_length_than_announced_is_not_stored()
    {
        using var stream = new MemoryStream([1, 2, 3]);

        await Should.ThrowAsync<ArgumentException>(() => Storage.WriteAsync("original/short", stream, 4, "image/png", CancellationToken.None));

        (await ListAsync("")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_directory_that_cannot_be_read_to_its_end_is_unavailable()
    {
        await WriteAsync("original/a", [1]);
        await WriteAsync("original/deeper/b", [1]);
        await using var entries = Storage.ListAsync("original/", CancellationToken.None).GetAsyncEnumerator();
        (await entries.MoveNextAsync()).ShouldBeTrue();

        // The directory that is read next leads round in a circle. Permissions would be nothing to root.
        var deeper = Path.Combine(Folder, "original", "deeper");
        Directory.Delete(deeper, recursive: true);
        Directory.CreateSymbolicLink(deeper, "deeper");

        await Should.ThrowAsync<StorageUnavailableException>(async () => await entries.MoveNextAsync());
    }

    [Fact]
    public async Task A_disk_that_is_full_or_not_there_is_unavailable()
    {
        using var service = Service.Build(new Uri("http://127.0.0.1:1"), static builder => builder.AddBlobStorage(), ("Storage:Kind", "Shared"), ("Storage:Directory", "/proc/nowhere"));
        using var stream = new MemoryStream([1]);

        await Should.ThrowAsync<StorageUnavailableException>(() => service.Services.GetRequiredService<IBlobStorage>().WriteAsync("original/a", stream, 1, "image/png", CancellationToken.None));
    }
}
