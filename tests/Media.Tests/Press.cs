using System.Net;
using System.Security.Cryptography;
using System.Text.Json;

namespace MyArch.Media.Tests;

/// <summary>One instance with a database, a bucket and a queue of its own, for the tests of one class.</summary>
public sealed class Press(MediaTier tier) : IAsyncLifetime
{
    private MediaServer? _server;
    private int _seed;

    internal MediaTier Tier => tier;

    internal Tenant Tenant { get; private set; } = null!;

    internal MediaServer Server => _server ?? throw new InvalidOperationException("The press is not running.");

    internal HttpClient Visitor { get; private set; } = null!;

    internal HttpClient Admin { get; private set; } = null!;

    internal HttpClient Caller { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Tenant = await tier.CreateTenantAsync();
        _server = tier.CreateServer(Tenant);
        (Visitor, Admin, Caller) = (_server.CreateVisitor(), _server.CreateAdmin(), _server.CreateCaller());
    }

    public async Task DisposeAsync()
    {
        Visitor.Dispose();
        Admin.Dispose();
        Caller.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>A picture that no other test has.</summary>
    internal byte[] NewPicture(int width = 40, int height = 30) => TestPictures.Png(width, height, Interlocked.Increment(ref _seed));

    /// <summary>Uploads a new picture, and returns its id.</summary>
    internal async Task<string> AddPictureAsync()
    {
        var response = await Admin.UploadAsync(NewPicture());
        return (await response.ShouldBeJsonAsync(HttpStatusCode.Created)).GetProperty("id").GetString()!;
    }

    /// <summary>A post as an author sends it.</summary>
    internal static string PostBody(string title = "Hello", string body = "Some *words*.") => JsonSerializer.Serialize(new { title, body });

    /// <summary>What the worker says of a thumbnail.</summary>
    internal static string Ready(string id, byte[] thumbnail) => JsonSerializer.Serialize(new
    {
        status = "ready",
        key = $"thumb/{id}.webp",
        contentType = "image/webp",
        width = 40,
        height = 30,
        bytes = thumbnail.Length,
        sha256 = Convert.ToHexStringLower(SHA256.HashData(thumbnail)),
    });

    /// <summary>Does what the worker does: stores a thumbnail and says so.</summary>
    internal async Task MakeThumbnailAsync(string id, byte[] thumbnail)
    {
        using var stream = new MemoryStream(thumbnail);
        await tier.S3.PutObjectAsync(new() { BucketName = Tenant.Bucket, Key = $"thumb/{id}.webp", InputStream = stream });
        await (await Caller.SendJsonAsync(HttpMethod.Put, $"/internal/media/{id}/renditions", Ready(id, thumbnail))).ShouldBeJsonAsync();
    }
}
