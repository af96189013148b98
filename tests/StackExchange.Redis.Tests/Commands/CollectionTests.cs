using StackExchange.Redis.Tests.Fixtures;

namespace StackExchange.Redis.Tests.Commands;

public sealed class CollectionTests(SharedRedis redis) : IClassFixture<SharedRedis>
{
    private readonly IDatabase _database = redis.Database;
    private readonly RedisKey _key = Guid.NewGuid().ToString();

    [Fact]
    public async Task A_hash_keeps_fields()
    {
        await _database.HashSetAsync(_key, [new("a", 1), new("b", "two"), new("c", RedisValue.EmptyString)]);
        await _database.HashSetAsync(_key, [new("a", 2)]);
        await _database.HashSetAsync(_key, []);
        (await _database.HashGetAsync(_key, "a")).ShouldBe((RedisValue)2);
        (await _database.HashGetAsync(_key, ["c", "no", "b"])).ShouldBe([RedisValue.EmptyString, RedisValue.Null, "two"]);
        (await _database.HashGetAllAsync(_key)).ShouldBe([new("a", 2), new("b", "two"), new("c", "")], ignoreOrder: true);
        (await _database.HashGetAllAsync("no such key")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sorted_set_is_read_by_score()
    {
        (await _database.SortedSetAddAsync(_key, "one", 1)).ShouldBeTrue();
        (await _database.SortedSetAddAsync(_key, "one", 1.5)).ShouldBeFalse();
        (await _database.SortedSetAddAsync(_key, "two", 2)).ShouldBeTrue();
        (await _database.SortedSetAddAsync(_key, "three", 3)).ShouldBeTrue();
        (await _database.SortedSetAddAsync(_key, "all", double.PositiveInfinity)).ShouldBeTrue();
        (await _database.SortedSetAddAsync(_key, "four", 4, SortedSetWhen.Exists)).ShouldBeFalse();

        (await _database.SortedSetRangeByScoreAsync(_key)).ShouldBe(["one", "two", "three", "all"]);
        (await _database.SortedSetRangeByScoreAsync(_key, 2, 3, Exclude.Start)).ShouldBe(["three"]);
        (await _database.SortedSetRangeByScoreAsync(_key, 2, 3, order: Order.Descending)).ShouldBe(["three", "two"]);
        (await _database.SortedSetRangeByScoreAsync(_key, 3, 2, order: Order.Descending)).ShouldBe(["three", "two"]);
        (await _database.SortedSetRangeByScoreAsync(_key, 2, 3, Exclude.Start, Order.Descending)).ShouldBe(["three"]);
        (await _database.SortedSetRangeByScoreAsync(_key, skip: 1, take: 2)).ShouldBe(["two", "three"]);
        (await _database.SortedSetRangeByScoreWithScoresAsync(_key, stop: 2)).ShouldBe([new("one", 1.5), new("two", 2)]);
        (await _database.SortedSetRangeByScoreWithScoresAsync(_key, start: 4)).Single().Score.ShouldBe(double.PositiveInfinity);
    }
}
