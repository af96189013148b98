using Amazon.S3;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MyArch.CloudDefaults.Storage;

namespace MyArch.CloudDefaults.Tests.Storage;

/// <summary>What every kind of storage does alike.</summary>
[Collection(AwsCollection.Name)]
public abstract class StorageTests(AwsEndpoint endpoint) : IAsyncLifetime
{
    private const string Bucket = "files";

    private readonly TemporaryDirectory _folder = new();
    private IHost? _host;

    protected abstract StorageKind Kind { get; }

    protected IBlobStorage Storage => (_host ?? throw new InvalidOperationException("Not started.")).Services.GetRequiredService<IBlobStorage>();

    protected string Folder => _folder.Path;

    public async Task InitializeAsync()
    {
        _host = Build("media-a1");
        if (Kind == StorageKind.S3)
        {
            await _host.Services.GetRequiredService<IAmazonS3>().PutBucketAsync(Bucket);
            await foreach (var left in Storage.ListAsync("", CancellationToken.None))
            {
                await Storage.DeleteAsync(left.Key, CancellationToken.None);
            }
        }
    }

    public Task DisposeAsync()
    {
        _host?.Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(10_000_000)]
    public async Task A_file_comes_back_as_it_was(int length)
    {
        var file = Random(length);

        await WriteAsync("original/a", file);

        (await ReadAsync("original/a")).AsSpan().SequenceEqual(file).ShouldBeTrue();
        (await Storage.FindLengthAsync("original/a", CancellationToken.None)).ShouldBe(length);
        Storage.Kind.ShouldBe(Kind);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(99_999, 1)]
    [InlineData(500, 70_000)]
    [InlineData(0, 100_000)]
    public async Task A_part_is_read_alone(int offset, int length)
    {
        var file = Random(100_000);
        await WriteAsync("original/part", file);

        await using var part = await Storage.OpenAsync("original/part", new BlobRange(offset, length), CancellationToken.None);

        part.ShouldNotBeNull().Length.ShouldBe(length);
        part.FileLength.ShouldBe(file.Length);
        (await ToArrayAsync(part)).ShouldBe(file[offset..(offset + length)]);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_null_and_may_be_deleted_all_the_same()
    {
        (await Storage.OpenAsync("original/none", null, CancellationToken.None)).ShouldBeNull();
        (await Storage.OpenAsync("none/at/all", new BlobRange(0, 1), CancellationToken.None)).ShouldBeNull();
        (await Storage.FindLengthAsync("original/none", CancellationToken.None)).ShouldBeNull();
        (await Storage.FindLengthAsync("none/at/all", CancellationToken.None)).ShouldBeNull();
        await Storage.DeleteAsync("original/none", CancellationToken.None);
    }

    [Fact]
    public async Task A_second_file_takes_the_place_of_the_first_and_a_reader_goes_on_with_what_it_has()
    {
        var (first, second) = (Random(300_000, seed: 1), Random(200_000, seed: 2));
        await WriteAsync("original/twice", first);
        await using var reading = (await Storage.OpenAsync("original/twice", null, CancellationToken.None)).ShouldNotBeNull();

        await WriteAsync("original/twice", second);

        (await ReadAsync("original/twice")).ShouldBe(second);
        (await ToArrayAsync(reading)).ShouldBe(first);
        await Storage.DeleteAsync("original/twice", CancellationToken.None);
        (await Storage.OpenAsync("original/twice", null, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task The_list_has_what_begins_with_the_prefix()
    {
        foreach (var key in (string[])["original/a1", "original/a2", "original/b", "thumb/a.webp", "thumb/deeper/c"])
        {
            await WriteAsync(key, Random(key.Length));
        }

        (await ListAsync("original/a")).ShouldBe(["original/a1", "original/a2"]);
        (await ListAsync("thumb/")).ShouldBe(["thumb/a.webp", "thumb/deeper/c"]);
        (await ListAsync("none/")).ShouldBeEmpty();
        (await ListAsync("")).Count.ShouldBe(5);
        var entry = await Storage.ListAsync("original/b", CancellationToken.None).SingleAsync();
        entry.Length.ShouldBe("original/b".Length);
        entry.Modified.ShouldBe(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task What_is_written_begins_where_the_stream_stands_and_the_stream_stays_open()
    {
        using var stream = new MemoryStream([1, 2, 3, 4, 5]) { Position = 2 };

        await Storage.WriteAsync("original/rest", stream, 3, "image/png", CancellationToken.None);

        (await ReadAsync("original/rest")).ShouldBe([3, 4, 5]);
        stream.CanRead.ShouldBeTrue();
    }

    [Fact]
    public async Task A_write_whose_source_breaks_leaves_what_was_there()
    {
        await WriteAsync("original/kept", [1, 2, 3]);
        using var broken = new BrokenStream(200_000);

        await Should.ThrowAsync<Exception>(() => Storage.WriteAsync("original/kept", broken, 200_000, "image/png", CancellationToken.None));

        (await ReadAsync("original/kept")).ShouldBe([1, 2, 3]);
        (await ListAsync("")).ShouldBe(["original/kept"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("original/../../etc/passwd")]
    [InlineData("original/..")]
    [InlineData("original//a")]
    [InlineData("original/.hidden")]
    [InlineData("original\\a")]
    [InlineData("original/a\n")]
    [InlineData("original/ä")]
    public async Task What_is_no_key_goes_nowhere(string key)
    {
        await Should.ThrowAsync<ArgumentException>(() => WriteAsync(key, [1]));
        await Should.ThrowAsync<ArgumentException>(() => Storage.OpenAsync(key, null, CancellationToken.None));
        await Should.ThrowAsync<ArgumentException>(() => Storage.FindLengthAsync(key, CancellationToken.None));
        await Should.ThrowAsync<ArgumentException>(() => Storage.DeleteAsync(key, CancellationToken.None));
    }

    /// <summary>The storage as another instance has it.</summary>
    protected IHost Build(string instance) => Service.Build(
        endpoint.Url,
        static builder => builder.AddBlobStorage(),
        ("Storage:Kind", Kind.ToString()),
        ("Storage:Bucket", Bucket),
        ("Storage:Directory", _folder.Path),
        ("Instance:Id", instance),
        ("Instance:Zone", "a"),
        ("Instance:Type", "t3.micro"),
        ("Instance:Version", "v1"));

    protected async Task WriteAsync(string key, byte[] file)
    {
        using var stream = new MemoryStream(file);
        await Storage.WriteAsync(key, stream, file.Length, "image/png", CancellationToken.None);
    }

    protected async Task<byte[]> ReadAsync(string key)
    {
        await using var blob = (await Storage.OpenAsync(key, null, CancellationToken.None)).ShouldNotBeNull();
        var file = await ToArrayAsync(blob);
        blob.Length.ShouldBe(file.Length);
        blob.FileLength.ShouldBe(file.Length);
        return file;
    }

    protected async Task<List<string>> ListAsync(string prefix) =>
        await Storage.ListAsync(prefix, CancellationToken.None).Select(static entry => entry.Key).Order(StringComparer.Ordinal).ToListAsync();

    private static async Task<byte[]> ToArrayAsync(Blob blob)
    {
        using var copy = new MemoryStream();
        await blob.Content.CopyToAsync(copy);
        return copy.ToArray();
    }

    private static byte[] Random(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
