using NpgsqlTypes;

namespace MyArch.DataDefaults.Tests.Caching;

/// <summary>Readers and writers that meet at the worst moment.</summary>
[Collection(PairCollection.Name)]
public sealed class CacheRaceTests(PostgresPair pair) : CacheFixture(pair)
{
    [Theory]
    [InlineData("Lazy")]
    [InlineData("WriteThrough")]
    public async Task What_was_read_before_a_write_is_not_stored_after_it(string mode)
    {
        var (reader, writer) = (await StartAsync(), await StartAsync(("Cache:Mode", mode)));
        NpgsqlLogSequenceNumber token = default;

        var old = await reader.GetAsync(1, afterRead: async _ => token = (await writer.RenameAsync(1, "coat")).Position);

        old.Value!.Name.ShouldBe("jacket", "it was read before the write");
        (await reader.GetAsync(1, token)).Value!.Name.ShouldBe("coat");
        (await writer.GetAsync(1, token)).Value!.Name.ShouldBe("coat");
        (await Eventually.BecomesAsync(_ => writer.GetAsync(1, cancellationToken: CancellationToken.None), static read => read.Outcome == CacheOutcome.Hit)).Value!.Name.ShouldBe("coat");
    }

    [Fact]
    public async Task What_a_replica_that_lags_says_is_not_stored_over_a_write()
    {
        var instance = await StartAsync(("Database:MaxLag", "00:10:00"), ("Cache:TombstoneTimeToLive", "00:20:00"));
        await Pair.PauseAsync();
        NpgsqlLogSequenceNumber token;
        try
        {
            token = (await instance.RenameAsync(1, "coat")).Position;

            // Whoever has no token may read the old value, but nobody finds it in the cache.
            (await instance.GetAsync(1)).ShouldBe(new Cached<Garment>(new Garment(1, "jacket", 1), CacheOutcome.Miss, DatabaseRole.Replica));
            (await instance.GetAsync(1)).Outcome.ShouldBe(CacheOutcome.Miss);
            (await instance.GetAsync(1, token)).ShouldBe(new Cached<Garment>(new Garment(1, "coat", 2), CacheOutcome.Miss, DatabaseRole.Primary));
            (await instance.GetAsync(1)).ShouldBe(new Cached<Garment>(new Garment(1, "coat", 2), CacheOutcome.Hit, Role: null));
        }
        finally
        {
            await Pair.ResumeAsync();
        }

        (await instance.GetAsync(1, token)).Outcome.ShouldBe(CacheOutcome.Hit);
    }

    [Fact]
    public async Task A_writer_whose_invalidation_was_lost_reads_its_write_all_the_same()
    {
        var instance = await StartAsync();
        await instance.GetAsync(1);

        var token = (await instance.CommitAsync(1, "coat")).Position;

        (await instance.GetAsync(1)).ShouldBe(new Cached<Garment>(new Garment(1, "jacket", 1), CacheOutcome.Hit, Role: null), "nobody told the cache");
        (await instance.GetAsync(1, token)).Value!.Name.ShouldBe("coat");
        (await instance.GetAsync(1)).Value!.Name.ShouldBe("coat", "and has put it right for all others");
    }

    [Fact]
    public async Task A_reader_with_a_token_is_not_served_by_a_load_that_began_before_its_write()
    {
        var instance = await StartAsync();
        var (read, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var early = instance.GetAsync(1, afterRead: async _ =>
        {
            read.TrySetResult();
            await release.Task;
        });
        await read.Task;
        var token = (await instance.RenameAsync(1, "coat")).Position;

        var late = instance.GetAsync(1, token);
        release.SetResult();

        (await early).Value!.Name.ShouldBe("jacket");
        (await late).Value!.Name.ShouldBe("coat");
        (await instance.GetAsync(1, token)).Value!.Name.ShouldBe("coat");
    }

    [Fact]
    public async Task Many_readers_who_find_a_load_too_old_for_their_tokens_share_the_next_one()
    {
        var instance = await StartAsync();
        var (read, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var early = instance.GetAsync(1, afterRead: async _ =>
        {
            read.TrySetResult();
            await release.Task;
        });
        await read.Task;
        var token = (await instance.CommitAsync(1, "coat")).Position;
        var loads = 0;

        var late = Enumerable.Range(0, 1000).Select(_ => instance.GetAsync(1, token, afterRead: _ => Task.FromResult(Interlocked.Increment(ref loads)))).ToList();
        await Eventually.IsTrueAsync(() => instance.Get<SharedLoads>().Waiting == 1 + late.Count, because: "all wait for the load");
        // Else each would first ask the primary how far it is.
        await Eventually.IsTrueAsync(() => instance.Get<DatabaseConnections>().Servers.Primary?.Last?.End >= token, because: "the monitor has seen the write");
        release.SetResult();

        (await early).Value!.Name.ShouldBe("jacket");
        (await Task.WhenAll(late)).ShouldAllBe(static one => one.Value!.Name == "coat");
        loads.ShouldBeLessThan(100, "a load for each is a stampede; a few begin after the next one has ended");
    }

    [Fact]
    public async Task After_a_write_whose_position_is_not_known_the_cache_is_not_used_until_that_is_forgotten()
    {
        var instance = await StartAsync(("Cache:Mode", "WriteThrough"));
        await Eventually.BecomesAsync(token => instance.GetAsync(1, cancellationToken: token), static read => read.Outcome == CacheOutcome.Hit);
        var written = await instance.CommitAsync(1, "coat") with { Position = NpgsqlLogSequenceNumber.Invalid };

        await instance.Cache.WrittenAsync("item:1", GarmentJson.Default.Garment, written.Value, written, CancellationToken.None);

        (await instance.GetAsync(1)).Outcome.ShouldBe(CacheOutcome.Miss);
        (await instance.GetAsync(1)).Outcome.ShouldBe(CacheOutcome.Miss, "nor is anything stored");
        ((long)await RedisAsync("PTTL", KeyOf(instance, 1))).ShouldBeInRange(1, 60_000);
    }

    /// <summary>Else a replica's old value could be stored as soon as the doubt about the first write is forgotten.</summary>
    [Theory]
    [InlineData("Lazy")]
    [InlineData("WriteThrough")]
    public async Task A_write_that_finds_another_in_doubt_is_remembered_for_as_long_as_any(string mode)
    {
        var instance = await StartAsync(("Cache:Mode", mode));
        await instance.Cache.InDoubtAsync("item:1");
        await RedisAsync("PEXPIRE", KeyOf(instance, 1), 20_000);

        (await instance.GetAsync(1)).Outcome.ShouldBe(CacheOutcome.Miss);
        ((long)await RedisAsync("PTTL", KeyOf(instance, 1))).ShouldBeInRange(1, 20_000, "a reader has nothing to add");
        await Eventually.BecomesAsync(_ => instance.RenameAsync(1, "coat"), static written => written.IsUndisturbed, because: "the value may be written through");

        ((long)await RedisAsync("PTTL", KeyOf(instance, 1))).ShouldBeInRange(20_001, 60_000);
        (await instance.GetAsync(1)).Outcome.ShouldBe(CacheOutcome.Miss);
    }

    [Fact]
    public async Task A_late_word_of_an_old_write_does_not_undo_a_new_one()
    {
        var instance = await StartAsync(("Cache:Mode", "WriteThrough"));
        var first = await instance.CommitAsync(1, "coat");
        var second = await instance.RenameAsync(1, "hat");

        await instance.Cache.WrittenAsync("item:1", GarmentJson.Default.Garment, first.Value, first, CancellationToken.None);

        (await instance.GetAsync(1, second.Position)).Value!.Name.ShouldBe("hat");
        (await Eventually.BecomesAsync(_ => instance.GetAsync(1, cancellationToken: CancellationToken.None), static read => read.Outcome == CacheOutcome.Hit)).Value!.Name.ShouldBe("hat");
    }

    /// <summary>
    /// Eight customers of three instances write and read a few garments, through the cache and with a replica whose replay stops and goes on, while Redis loses everything now and then: each of them always
    /// finds what it wrote last, or something newer.
    /// </summary>
    [Theory]
    [InlineData("Lazy", 1)]
    [InlineData("WriteThrough", 2)]
    public async Task A_writer_always_reads_its_own_write_whatever_happens(string mode, int seed)
    {
        Instance[] instances = [await StartAsync(("Cache:Mode", mode)), await StartAsync(("Cache:Mode", mode)), await StartAsync()];
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(6));
        var reads = 0;
        NpgsqlLogSequenceNumber latest = default;
        var gate = new Lock();
        var customers = Enumerable.Range(0, 8).Select(number => Task.Run(async () =>
        {
            var random = new Random((seed * 100) + number);
            NpgsqlLogSequenceNumber? token = null;
            Dictionary<int, int> mine = [];
            while (!end.IsCancellationRequested)
            {
                var id = random.Next(1, 6);
                var instance = instances[random.Next(instances.Length)];
                if (random.Next(4) == 0)
                {
                    var written = await instance.RenameAsync(id, "coat");
                    token = token is { } last ? NpgsqlLogSequenceNumber.Larger(last, written.Position) : written.Position;
                    mine[id] = written.Value.Version;
                    lock (gate)
                    {
                        latest = NpgsqlLogSequenceNumber.Larger(latest, written.Position);
                    }
                }
                else
                {
                    var read = await instance.GetAsync(id, token);
                    (read.Value?.Version ?? 0).ShouldBeGreaterThanOrEqualTo(mine.GetValueOrDefault(id), $"{read} after {token}");
                    Interlocked.Increment(ref reads);
                }
            }
        })).ToList();
        var trouble = Task.Run(async () =>
        {
            var random = new Random(seed);
            while (!end.IsCancellationRequested)
            {
                await Pair.PauseAsync();
                await Task.Delay(random.Next(50, 400));
                await Pair.ResumeAsync();
                await Task.Delay(random.Next(50, 400));
                if (random.Next(3) == 0)
                {
                    await RedisAsync("FLUSHALL");
                }
            }
        });

        await Task.WhenAll([.. customers, trouble]);

        reads.ShouldBeGreaterThan(100);
        // When it is quiet, whoever knows of the last write sees the same everywhere.
        for (var id = 1; id < 6; id++)
        {
            var truth = (await instances[0].ReadPrimaryAsync<int>($"select coalesce(max(version), 0) from items where id = {id}")).Value;
            foreach (var instance in instances)
            {
                ((await instance.GetAsync(id, latest)).Value?.Version ?? 0).ShouldBe(truth);
            }
        }
    }
}
