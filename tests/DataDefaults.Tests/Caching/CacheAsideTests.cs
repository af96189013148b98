using System.Diagnostics;
using NpgsqlTypes;

namespace MyArch.DataDefaults.Tests.Caching;

[Collection(PairCollection.Name)]
public sealed class CacheAsideTests(PostgresPair pair) : CacheFixture(pair)
{
    [Fact]
    public async Task The_first_read_loads_and_every_instance_hits_after_it()
    {
        var (one, other) = (await StartAsync(), await StartAsync());

        (await one.GetAsync(1)).ShouldBe(new Cached<Garment>(new Garment(1, "jacket", 1), CacheOutcome.Miss, DatabaseRole.Replica));
        (await one.GetAsync(1)).ShouldBe(new Cached<Garment>(new Garment(1, "jacket", 1), CacheOutcome.Hit, Role: null));
        (await other.GetAsync(1)).Outcome.ShouldBe(CacheOutcome.Hit);
    }

    [Fact]
    public async Task A_thousand_readers_of_one_key_make_one_load()
    {
        var instance = await StartAsync();
        var loads = 0;
        var release = new TaskCompletionSource();

        var readers = Enumerable.Range(0, 1000).Select(_ => instance.GetAsync(1, afterRead: async _ =>
        {
            Interlocked.Increment(ref loads);
            await release.Task;
        })).ToList();
        await Eventually.IsTrueAsync(() => instance.Get<SharedLoads>().Waiting == readers.Count, because: "all wait for the load");
        release.SetResult();
        var read = await Task.WhenAll(readers);

        loads.ShouldBe(1);
        read.ShouldAllBe(static one => one.Value!.Name == "jacket");
    }

    [Fact]
    public async Task What_is_not_there_is_remembered_until_it_is_made()
    {
        var instance = await StartAsync();

        (await instance.GetAsync(7)).ShouldBe(new Cached<Garment>(null, CacheOutcome.Miss, DatabaseRole.Primary));
        (await instance.GetAsync(7)).ShouldBe(new Cached<Garment>(null, CacheOutcome.Hit, Role: null));
        ((long)await RedisAsync("PTTL", KeyOf(instance, 7))).ShouldBeLessThanOrEqualTo(30_000);

        var written = await instance.RenameAsync(7, "scarf");
        (await instance.GetAsync(7, written.Position)).Value!.Name.ShouldBe("scarf");
        (await instance.GetAsync(7)).ShouldBe(new Cached<Garment>(new Garment(7, "scarf", 1), CacheOutcome.Hit, Role: null));
    }

    [Fact]
    public async Task A_write_invalidates_for_all_instances_and_the_next_read_is_cached_again()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        await other.GetAsync(1);

        var written = await one.RenameAsync(1, "coat");

        // From the replica, if that has it within a few milliseconds.
        ((await other.GetAsync(1, written.Position)) with { Role = null }).ShouldBe(new Cached<Garment>(new Garment(1, "coat", 2), CacheOutcome.Miss, Role: null));
        (await one.GetAsync(1, written.Position)).ShouldBe(new Cached<Garment>(new Garment(1, "coat", 2), CacheOutcome.Hit, Role: null));
    }

    [Fact]
    public async Task With_write_through_the_next_read_hits()
    {
        var (one, other) = (await StartAsync(("Cache:Mode", "WriteThrough")), await StartAsync());
        await other.GetAsync(1);

        var written = await Eventually.BecomesAsync(_ => one.RenameAsync(1, "coat"), static written => written.IsUndisturbed, because: "nobody else writes, autovacuum included");

        (await other.GetAsync(1, written.Position)).ShouldBe(new Cached<Garment>(written.Value, CacheOutcome.Hit, Role: null));
    }

    [Fact]
    public async Task Write_through_beside_another_write_only_invalidates()
    {
        var instance = await StartAsync(("Cache:Mode", "WriteThrough"));
        var written = await instance.CommitAsync(1, "coat") with { IsUndisturbed = false };
        await instance.CommitAsync(1, "hat");
        await Eventually.BecomesAsync(
            _ => instance.ReadAsync<string>("select name from items where id = 1"), static read => read == ("hat", DatabaseRole.Replica), because: "what is read now is the last write");

        await instance.Cache.WrittenAsync("item:1", GarmentJson.Default.Garment, written.Value, written, CancellationToken.None);

        (await instance.GetAsync(1)).Value!.Name.ShouldBe("hat");
    }

    [Fact]
    public async Task Two_writes_at_one_position_leave_a_tombstone_and_not_either_value()
    {
        var instance = await StartAsync(("Cache:Mode", "WriteThrough"));
        var position = new NpgsqlLogSequenceNumber(5_000_000_000);

        await instance.Cache.WrittenAsync("item:9", GarmentJson.Default.Garment, new Garment(9, "a", 1), new Written(position, IsUndisturbed: true), CancellationToken.None);
        ((string)(await RedisAsync("GET", KeyOf(instance, 9)))!)[1].ShouldBe('V');
        await instance.Cache.WrittenAsync("item:9", GarmentJson.Default.Garment, new Garment(9, "b", 2), new Written(position, IsUndisturbed: true), CancellationToken.None);
        ((string)(await RedisAsync("GET", KeyOf(instance, 9)))!)[1].ShouldBe('T');
    }

    [Fact]
    public async Task A_token_of_a_wiped_system_is_ignored_by_the_cache_too()
    {
        var instance = await StartAsync();
        await instance.GetAsync(1);

        (await instance.GetAsync(1, new NpgsqlLogSequenceNumber(ulong.MaxValue))).Outcome.ShouldBe(CacheOutcome.Hit);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("garbage that is longer than a head")]
    [InlineData("1V00000000000000FG{}")]
    [InlineData("1X0000000000000001{}")]
    [InlineData("2V0000000000000001{\"Id\":1,\"Name\":\"other\",\"Version\":9}")]
    [InlineData("1VFFFFFFFFFFFFFFFF{\"Id\":1,")]
    [InlineData("1VFFFFFFFFFFFFFFFFnull")]
    [InlineData("1VFFFFFFFFFFFFFFFF{\"Id\":1}")]
    [InlineData("1VFFFFFFFFFFFFFFFF\"text\"")]
    public async Task An_entry_that_cannot_be_read_is_a_miss_and_is_replaced(string entry)
    {
        var instance = await StartAsync();
        await RedisAsync("SET", KeyOf(instance, 1), entry);

        (await instance.GetAsync(1)).ShouldBe(new Cached<Garment>(new Garment(1, "jacket", 1), CacheOutcome.Miss, DatabaseRole.Replica));
        (await instance.GetAsync(1)).Outcome.ShouldBe(CacheOutcome.Hit);
    }

    [Fact]
    public async Task Entries_expire_a_little_earlier_each_by_chance_and_never_later()
    {
        var instance = await StartAsync(("Cache:TimeToLive", "00:01:40"), ("Cache:Jitter", "0.2"));
        List<(long Least, long Most)> times = [];
        for (var id = 100; id < 130; id++)
        {
            await instance.CommitAsync(id, "sock");
        }

        var position = (await instance.CommitAsync(130, "sock")).Position;
        for (var id = 100; id < 130; id++)
        {
            var watch = Stopwatch.StartNew();
            await instance.GetAsync(id, position);
            var left = (long)await RedisAsync("PTTL", KeyOf(instance, id));
            times.Add((left, left + watch.ElapsedMilliseconds));
        }

        times.ShouldAllBe(static time => time.Most >= 79_999 && time.Least <= 100_000);
        times.Select(static time => time.Least / 1000).Distinct().Count().ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task A_load_that_fails_is_everybodys_error_and_nobodys_entry()
    {
        var instance = await StartAsync();
        var release = new TaskCompletionSource();
        var loads = 0;

        var readers = Enumerable.Range(0, 10).Select(_ => instance.GetAsync(1, afterRead: async _ =>
        {
            Interlocked.Increment(ref loads);
            await release.Task;
        })).ToList();
        await Eventually.IsTrueAsync(() => instance.Get<SharedLoads>().Waiting == readers.Count, because: "all wait for the load");
        release.SetException(new FormatException());

        foreach (var reader in readers)
        {
            await Should.ThrowAsync<FormatException>(() => reader);
        }

        loads.ShouldBe(1);
        (await instance.GetAsync(1)).Outcome.ShouldBe(CacheOutcome.Miss);
    }
}
