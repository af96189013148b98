using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Amazon.S3;
using Microsoft.Extensions.DependencyInjection;
using MyArch.CloudDefaults.Storage;

namespace MyArch.CloudDefaults.Tests.Storage;

public sealed class S3StorageTests(AwsEndpoint endpoint) : StorageTests(endpoint)
{
    private readonly AwsEndpoint _endpoint = endpoint;

    protected override StorageKind Kind => StorageKind.S3;

    [Fact]
    public async Task The_content_type_is_kept()
    {
        await WriteAsync("original/typed", [1]);

        await using var blob = await Storage.OpenAsync("original/typed", null, CancellationToken.None);

        blob.ShouldNotBeNull().ContentType.ShouldBe("image/png");
    }

    [Fact]
    public async Task Another_instance_sees_the_same_files()
    {
        await WriteAsync("original/seen", [1]);
        using var other = Build("media-b1");

        await using var blob = await other.Services.GetRequiredService<IBlobStorage>().OpenAsync("original/seen", null, CancellationToken.None);

        blob.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("incoming/")]
    [InlineData("incoming/odd key")]
    public async Task What_others_have_put_under_no_key_is_not_listed(string name)
    {
        using var other = Build("media-b1");
        var s3 = other.Services.GetRequiredService<IAmazonS3>();
        await WriteAsync("incoming/a", [1]);
        await s3.PutObjectAsync(new() { BucketName = "files", Key = name, ContentBody = "" });
        try
        {
            (await ListAsync("incoming/")).ShouldBe(["incoming/a"]);
        }
        finally
        {
            await s3.DeleteObjectAsync("files", name);
        }
    }

    [Fact]
    public async Task A_part_that_a_shorter_object_does_not_have_is_unavailable()
    {
        await WriteAsync("original/short", [1, 2]);

        await Should.ThrowAsync<StorageUnavailableException>(() => Storage.OpenAsync("original/short", new BlobRange(5, 1), CancellationToken.None));
    }

    [Fact]
    public async Task A_bucket_that_is_not_made_yet_is_unavailable_and_no_missing_file()
    {
        using var service = Service.Build(_endpoint.Url, static builder => builder.AddBlobStorage(), ("Storage:Bucket", "not-made"));
        var storage = service.Services.GetRequiredService<IBlobStorage>();

        await Should.ThrowAsync<StorageUnavailableException>(() => storage.OpenAsync("original/a", null, CancellationToken.None));
        // The answer to HEAD has no body that would tell the one from the other.
        await Should.ThrowAsync<StorageUnavailableException>(() => storage.FindLengthAsync("original/a", CancellationToken.None));
    }

    [Fact]
    public async Task A_file_is_sent_as_it_is_under_the_hash_of_all_of_it()
    {
        using var proxy = new FlakyProxy(_endpoint.Url, failures: 0);
        using var service = Service.Build(proxy.Url, static builder => builder.AddBlobStorage(), ("Storage:Bucket", "files"));
        var file = new byte[300_000];
        new Random(6).NextBytes(file);
        using var stream = new MemoryStream([0xFF, .. file]) { Position = 1 };

        await service.Services.GetRequiredService<IBlobStorage>().WriteAsync("original/signed", stream, file.Length, "image/png", CancellationToken.None);

        proxy.Headers["x-amz-content-sha256"].ShouldBe(Convert.ToHexStringLower(SHA256.HashData(file)));
        proxy.Headers["Content-Encoding"].ShouldBeNull();
        (await ReadAsync("original/signed")).AsSpan().SequenceEqual(file).ShouldBeTrue();
    }

    [Fact]
    public async Task A_write_whose_answer_is_an_error_is_made_again_with_the_whole_file()
    {
        using var flaky = new FlakyProxy(_endpoint.Url, failures: 2);
        using var service = Service.Build(flaky.Url, static builder => builder.AddBlobStorage(), ("Storage:Bucket", "files"));
        var file = new byte[3_000_000];
        new Random(5).NextBytes(file);
        using var stream = new MemoryStream([0xFF, .. file]) { Position = 1 };

        await service.Services.GetRequiredService<IBlobStorage>().WriteAsync("original/retried", stream, file.Length, "image/png", CancellationToken.None);

        flaky.Requests.ShouldBe(3);
        (await ReadAsync("original/retried")).AsSpan().SequenceEqual(file).ShouldBeTrue();
    }

    [Fact]
    public async Task Nobody_listening_is_unavailable()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        using var service = Service.Build(new Uri($"http://127.0.0.1:{port}"), static builder => builder.AddBlobStorage(), ("Storage:Bucket", "files"));
        var storage = service.Services.GetRequiredService<IBlobStorage>();
        using var stream = new MemoryStream([1]);

        await Should.ThrowAsync<StorageUnavailableException>(() => storage.OpenAsync("original/a", null, CancellationToken.None));
        await Should.ThrowAsync<StorageUnavailableException>(() => storage.FindLengthAsync("original/a", CancellationToken.None));
        await Should.ThrowAsync<StorageUnavailableException>(() => storage.WriteAsync("original/a", stream, 1, "image/png", CancellationToken.None));
        await Should.ThrowAsync<StorageUnavailableException>(async () => await storage.ListAsync("", CancellationToken.None).ToListAsync());
    }

    [Fact]
    public async Task An_endpoint_that_accepts_and_never_answers_is_unavailable_in_time()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var service = Service.Build(
            new Uri($"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}"), static builder => builder.AddBlobStorage(), ("Storage:Bucket", "files"));
        var storage = service.Services.GetRequiredService<IBlobStorage>();
        var watch = Stopwatch.StartNew();

        await Should.ThrowAsync<StorageUnavailableException>(() => storage.OpenAsync("original/a", null, CancellationToken.None));

        // The client of S3 by itself would wait for 30 s, three times.
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(25));
    }
}
