using System.Diagnostics;
using MyArch.DataDefaults.Tests.Caching;

namespace MyArch.DataDefaults.Tests;

[Collection(PairCollection.Name)]
public sealed class TelemetryTests(PostgresPair pair) : CacheFixture(pair)
{
    [Fact]
    public async Task Reads_and_lookups_are_counted_and_stand_on_the_span_of_the_request()
    {
        var instance = await StartAsync();
        using var measured = instance.Measure();
        using var span = new Activity("request").Start();

        await instance.GetAsync(1);
        span.GetTagItem("myarch.cache.outcome").ShouldBe("miss");
        span.GetTagItem("myarch.database.role").ShouldBe("replica");
        span.GetTagItem("myarch.database.choice").ShouldBe("fresh");
        await instance.GetAsync(1);
        span.GetTagItem("myarch.cache.outcome").ShouldBe("hit");
        await instance.RenameAsync(1, "coat");
        await instance.ReadPrimaryAsync<int>("select 1");
        measured.Observe();

        measured.Sum("myarch.cache.lookup.completed", "myarch.cache.outcome=hit", "myarch.cache.bypassed=False").ShouldBe(1);
        measured.Sum("myarch.cache.lookup.completed", "myarch.cache.outcome=miss", "myarch.cache.bypassed=False").ShouldBe(1);
        measured.Sum("myarch.cache.load.completed", "myarch.outcome=stored").ShouldBe(1);
        measured.Sum("myarch.cache.read.saved").ShouldBe(1);
        measured.Sum("myarch.database.read.completed", "myarch.database.role=replica", "myarch.database.choice=fresh").ShouldBe(1);
        measured.Sum("myarch.database.read.completed", "myarch.database.role=primary", "myarch.database.choice=requested").ShouldBe(1);
        measured.Sum("myarch.database.write.completed", "myarch.outcome=committed").ShouldBe(1);
        measured.Of("myarch.database.replica.lag", "server.address=127.0.0.1", $"server.port={Pair.Replica.Port}").ShouldHaveSingleItem();
        measured.Of("myarch.database.replica.missing", "server.address=127.0.0.1", $"server.port={Pair.Replica.Port}").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_span_of_a_request_that_shares_a_load_says_which_server_was_read()
    {
        var instance = await StartAsync();
        var release = new TaskCompletionSource();
        var first = instance.GetAsync(1, afterRead: _ => release.Task);
        await IsWaitedForAsync(1);
        using var span = new Activity("request").Start();
        await instance.ReadPrimaryAsync<int>("select 1");
        var second = instance.GetAsync(1);
        await IsWaitedForAsync(2);
        release.SetResult();

        (await Task.WhenAll(first, second)).ShouldAllBe(static read => read.Role == DatabaseRole.Replica);

        span.GetTagItem("myarch.cache.outcome").ShouldBe("miss");
        span.GetTagItem("myarch.database.role").ShouldBe("replica");
        span.GetTagItem("myarch.database.choice").ShouldBeNull("it is that of an earlier read");

        Task IsWaitedForAsync(int readers) => Eventually.IsTrueAsync(() => instance.Get<SharedLoads>().Waiting == readers, because: $"{readers} wait for the load");
    }

    [Fact]
    public async Task Lag_is_reported_in_seconds_and_bytes()
    {
        var instance = await StartAsync();
        await Pair.PauseAsync();
        try
        {
            await instance.CommitAsync(1, "coat");
            var servers = instance.Get<DatabaseConnections>().Servers;

            await Eventually.IsTrueAsync(() => servers.Replica!.BehindSince is { } since && TimeProvider.System.GetElapsedTime(since) > TimeSpan.FromMilliseconds(300));
            (servers.Primary!.Position > servers.Replica!.Position).ShouldBeTrue();
        }
        finally
        {
            await Pair.ResumeAsync();
        }

        await Eventually.IsTrueAsync(() => instance.Get<DatabaseConnections>().Servers.Replica!.BehindSince is null);
    }
}
