using NpgsqlTypes;

namespace MyArch.DataDefaults.Tests.Caching;

public sealed class CacheWithoutPrimaryTests : IAsyncLifetime
{
    private readonly PostgresPair _pair = new();

    public Task InitializeAsync() => _pair.InitializeAsync();

    public Task DisposeAsync() => _pair.DisposeAsync();

    [Fact]
    public async Task Readers_whose_token_nobody_can_serve_share_what_the_replica_has()
    {
        // A Redis that is not there, and asked once.
        await using var instance = await Instance.StartAsync(
            await _pair.CreateDatabaseAsync(), typeof(CacheWithoutPrimaryTests).Assembly, $"127.0.0.1:{FreePort.Find()},abortConnect=false,connectTimeout=100", settings: [("Cache:BypassTime", "00:05:00"), ("Cache:OperationTimeout", "00:00:00.2")]);
        await Eventually.BecomesAsync(stop => instance.GetAsync(1, cancellationToken: stop), static read => read.Role == DatabaseRole.Replica, because: "the replica has the table");
        var token = new NpgsqlLogSequenceNumber((ulong)(await instance.WriteAsync("select 1")).Position + 100_000_000);
        _pair.Primary.Process.Kill();
        await Eventually.IsTrueAsync(() => instance.Get<DatabaseConnections>().Servers.IsPrimaryDown);
        var (read, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var early = instance.GetAsync(1, afterRead: async _ =>
        {
            read.TrySetResult();
            await release.Task;
        });
        await read.Task;
        var loads = 0;

        var late = Enumerable.Range(0, 1000).Select(_ => instance.GetAsync(1, token, afterRead: _ => Task.FromResult(Interlocked.Increment(ref loads)))).ToList();
        await Eventually.IsTrueAsync(() => instance.Get<SharedLoads>().Waiting == 1 + late.Count, because: "all wait for the load");
        release.SetResult();

        (await Task.WhenAll([early, .. late])).ShouldAllBe(static one => one.Value!.Name == "jacket");
        loads.ShouldBeLessThan(100);
    }
}
