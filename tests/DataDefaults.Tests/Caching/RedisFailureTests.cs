using System.Diagnostics;

namespace MyArch.DataDefaults.Tests.Caching;

/// <summary>Redis that dies, hangs and comes back empty: nobody gets an error, and nobody waits for it for long.</summary>
[Collection(PairCollection.Name)]
public sealed class RedisFailureTests(PostgresPair pair) : CacheFixture(pair)
{
    // Here Redis is away, and not only slow.
    private static readonly (string, string) Impatient = ("Cache:OperationTimeout", "00:00:00.2");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_Redis_the_database_serves_everything_and_the_cache_comes_back_by_itself(bool hangs)
    {
        var instance = await StartAsync(Impatient, ("Cache:BypassTime", "00:00:01"));
        await instance.GetAsync(1);
        using var measured = instance.Measure();
        Take(hangs);

        // Whoever asks Redis waits for the timeout, so that is counted: the first to notice, and one in each second after that.
        var watch = Stopwatch.StartNew();
        var reads = 0;
        for (; measured.Sum("myarch.cache.operation.failed") < 3; reads++)
        {
            (await instance.GetAsync(1)).ShouldBe(new Cached<Garment>(new Garment(1, "jacket", 1), CacheOutcome.Miss, DatabaseRole.Replica));
        }

        watch.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(2), "three times Redis was asked, a second apart");
        reads.ShouldBeGreaterThan(3, "and the database served meanwhile");
        var token = (await instance.RenameAsync(1, "coat")).Position;
        (await instance.GetAsync(1, token)).Value!.Name.ShouldBe("coat");

        await GiveBackAsync(hangs);
        await Eventually.BecomesAsync(_ => instance.GetAsync(1, token, cancellationToken: CancellationToken.None), static read => read is { Outcome: CacheOutcome.Hit, Value.Name: "coat" });
        instance.Logs.Entries.Count(static entry => entry.Contains("Redis failed", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(1);
        instance.Logs.Entries.Count(static entry => entry.Contains("Redis failed", StringComparison.Ordinal)).ShouldBeLessThan(10, "a log line for each failure would be a flood");
    }

    [Fact]
    public async Task An_instance_starts_and_serves_without_Redis()
    {
        await StartAsync();
        Redis.Process.Kill();
        var watch = Stopwatch.StartNew();

        await using var second = await Instance.StartAsync(await Pair.CreateDatabaseAsync(), typeof(CacheFixture).Assembly, Redis.ConnectionString, settings: Impatient);
        var read = await Eventually.BecomesAsync(_ => second.GetAsync(1, cancellationToken: CancellationToken.None), static read => read.Value is not null);

        read.Outcome.ShouldBe(CacheOutcome.Miss);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
        await Redis.StartAsync();
        await Eventually.BecomesAsync(_ => second.GetAsync(1, cancellationToken: CancellationToken.None), static again => again.Outcome == CacheOutcome.Hit);
    }

    [Fact]
    public async Task A_Redis_that_comes_back_empty_is_filled_again()
    {
        var instance = await StartAsync(Impatient);
        await instance.GetAsync(1);
        Redis.Process.Kill();
        await Redis.StartAsync();

        await Eventually.BecomesAsync(_ => instance.GetAsync(1, cancellationToken: CancellationToken.None), static read => read.Outcome == CacheOutcome.Hit);
    }

    private void Take(bool hangs)
    {
        if (hangs)
        {
            Redis.Process.Hang();
        }
        else
        {
            Redis.Process.Kill();
        }
    }

    private async Task GiveBackAsync(bool hangs)
    {
        if (hangs)
        {
            Redis.Process.Resume();
        }
        else
        {
            await Redis.StartAsync();
        }
    }
}
