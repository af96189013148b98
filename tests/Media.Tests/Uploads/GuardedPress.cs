namespace MyArch.Media.Tests.Uploads;

/// <summary>One instance that takes two uploads at once, and whose every corner can be looked into.</summary>
public sealed class GuardedPress(MediaTier tier) : IAsyncLifetime
{
    private readonly TemporaryDirectory _spool = new();
    private MediaServer? _server;

    internal MediaTier Tier => tier;

    internal Tenant Tenant { get; private set; } = null!;

    internal HttpClient Admin { get; private set; } = null!;

    internal MediaServer Server => _server ?? throw new InvalidOperationException("Not started.");

    internal string Address => Server.Address;

    public async Task InitializeAsync()
    {
        Tenant = await tier.CreateTenantAsync();
        _server = tier.CreateServer(Tenant, settings: [("Media:SpoolDirectory", _spool.Path), ("Media:MostUploads", "2")]);
        Admin = _server.CreateAdmin();
    }

    public async Task DisposeAsync()
    {
        Admin.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _spool.Dispose();
    }

    /// <summary>Removes what was stored.</summary>
    internal async Task ForgetAsync()
    {
        await tier.ExecuteAsync(Tenant.Database, "DELETE FROM media");
        foreach (var found in (await tier.S3.ListObjectsV2Async(new() { BucketName = Tenant.Bucket })).S3Objects ?? [])
        {
            await tier.S3.DeleteObjectAsync(Tenant.Bucket, found.Key);
        }
    }

    /// <summary>No row, no object, and no file that was left while it was received.</summary>
    internal async Task ShouldHoldNothingAsync()
    {
        // Whoever broke an upload off does not wait until its file is away.
        await Eventually.BecomesAsync(_ => Task.FromResult(string.Join(' ', Directory.EnumerateFileSystemEntries(_spool.Path))), static files => files.Length == 0, because: "no file is left");
        (await tier.ExecuteAsync(Tenant.Database, "SELECT count(*) FROM media")).ShouldBe(0L);
        ((await tier.S3.ListObjectsV2Async(new() { BucketName = Tenant.Bucket })).S3Objects ?? []).ShouldBeEmpty();
    }
}
