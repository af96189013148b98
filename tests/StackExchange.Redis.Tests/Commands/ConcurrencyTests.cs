using System.Globalization;
using StackExchange.Redis.Tests.Fixtures;

namespace StackExchange.Redis.Tests.Commands;

public sealed class ConcurrencyTests(SharedRedis redis) : IClassFixture<SharedRedis>
{
    [Fact]
    public async Task Sixty_four_callers_each_get_their_own_answers()
    {
        var database = redis.Database;
        await Task.WhenAll(Enumerable.Range(0, 64).Select(caller => Task.Run(async () =>
        {
            RedisKey key = string.Create(CultureInfo.InvariantCulture, $"caller:{caller}");
            var random = new Random(caller);
            for (var round = 0; round < 300; round++)
            {
                var value = new byte[random.Next(0, 3000)];
                random.NextBytes(value);
                await database.StringSetAsync(key, value);
                ((byte[]?)await database.StringGetAsync(key)).AsSpan().SequenceEqual(value).ShouldBeTrue();
                ((long)await database.ExecuteAsync("INCR", key.Append(":count"))).ShouldBe(round + 1);
            }
        })));
        ((int)await redis.Database.StringGetAsync("caller:63:count")).ShouldBe(300);
    }

    [Fact]
    public async Task Commands_of_one_caller_are_done_in_the_order_given()
    {
        var database = redis.Database;
        var pushes = Enumerable.Range(0, 5000).Select(number => database.ExecuteAsync("RPUSH", "order", number)).ToArray();
        (await Task.WhenAll(pushes)).Select(static length => (long)length).ShouldBe(Enumerable.Range(1, 5000).Select(static number => (long)number));
        ((long[])(await database.ExecuteAsync("LRANGE", "order", 0, -1))!).Select(static value => (int)value).ShouldBe(Enumerable.Range(0, 5000));
    }

    /// <summary>The thread that reads answers never runs what a caller does next, however it waits.</summary>
    [Fact]
    public async Task A_caller_that_blocks_does_not_hold_up_the_others()
    {
        var database = redis.Database;
        using var release = new ManualResetEventSlim();
        // On a thread of its own, as an answer that is there at once would let it go on, and block, right here.
        var blocked = Task.Run(() => database.PingAsync().ContinueWith(
            _ => release.Wait(TimeSpan.FromSeconds(30)), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default));
        for (var round = 0; round < 100; round++)
        {
            await database.PingAsync();
        }

        blocked.IsCompleted.ShouldBeFalse();
        release.Set();
        (await blocked).ShouldBeTrue();
    }

    [Fact]
    public async Task One_connection_serves_all_callers()
    {
        var clients = (string?)await redis.Database.ExecuteAsync("CLIENT", "LIST");
        clients!.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1);
    }
}
