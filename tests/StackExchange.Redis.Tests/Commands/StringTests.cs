using StackExchange.Redis.Tests.Fixtures;

namespace StackExchange.Redis.Tests.Commands;

public sealed class StringTests(SharedRedis redis) : IClassFixture<SharedRedis>
{
    private readonly IDatabase _database = redis.Database;
    private readonly RedisKey _key = Guid.NewGuid().ToString();

    public static TheoryData<int> Sizes => [0, 1, 2, 1000, 65_535, 65_536, 1_000_000, 5 * 1024 * 1024];

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task Binary_values_of_any_size_come_back_as_they_were(int size)
    {
        var value = new byte[size];
        new Random(size).NextBytes(value);
        (await _database.StringSetAsync(_key, value)).ShouldBeTrue();
        var answer = await _database.StringGetAsync(_key);
        answer.IsNull.ShouldBeFalse();
        ((byte[]?)answer).AsSpan().SequenceEqual(value).ShouldBeTrue();
    }

    [Fact]
    public async Task Keys_may_be_any_bytes()
    {
        RedisKey key = new byte[] { 0, 13, 10, 255 };
        await _database.StringSetAsync(key, "x");
        (await _database.StringGetAsync(key)).ShouldBe((RedisValue)"x");
    }

    [Fact]
    public async Task A_key_that_does_not_exist_has_no_value() => (await _database.StringGetAsync(_key)).IsNull.ShouldBeTrue();

    [Fact]
    public async Task A_value_is_stored_only_on_its_condition()
    {
        (await _database.StringSetAsync(_key, "no", when: When.Exists)).ShouldBeFalse();
        (await _database.StringSetAsync(_key, "first", TimeSpan.FromMinutes(1), When.NotExists)).ShouldBeTrue();
        (await _database.StringSetAsync(_key, "second", TimeSpan.FromMinutes(1), When.NotExists, CommandFlags.None)).ShouldBeFalse();
        (await _database.StringSetAsync(_key, "third", when: When.Exists)).ShouldBeTrue();
        (await _database.StringGetAsync(_key)).ShouldBe((RedisValue)"third");
    }

    [Fact]
    public async Task A_time_to_live_is_set_and_removed()
    {
        await _database.StringSetAsync(_key, "a", TimeSpan.FromMilliseconds(90_500));
        (await _database.KeyTimeToLiveAsync(_key))!.Value.TotalSeconds.ShouldBeInRange(60, 90.5);
        await _database.StringSetAsync(_key, "d");
        (await _database.KeyTimeToLiveAsync(_key)).ShouldBeNull();
        (await _database.KeyTimeToLiveAsync("no such key")).ShouldBeNull();
        (await _database.KeyExpireAsync(_key, TimeSpan.FromMinutes(1))).ShouldBeTrue();
        (await _database.KeyExpireAsync(_key, TimeSpan.FromMinutes(2), ExpireWhen.HasNoExpiry)).ShouldBeFalse();
        (await _database.KeyExpireAsync(_key, expiry: null)).ShouldBeTrue();
        (await _database.KeyTimeToLiveAsync(_key)).ShouldBeNull();
        (await _database.KeyExpireAsync("no such key", TimeSpan.FromMinutes(1))).ShouldBeFalse();
        await _database.StringSetAsync(_key, "e", TimeSpan.FromMilliseconds(1));
        await Eventually.IsTrueAsync(async _ => (await _database.StringGetAsync(_key)).IsNull, because: "a value of 1 ms is gone");
    }

    [Fact]
    public async Task Storing_nothing_deletes()
    {
        await _database.StringSetAsync(_key, "x");
        (await _database.StringSetAsync(_key, RedisValue.Null)).ShouldBeTrue();
        (await _database.StringGetAsync(_key)).IsNull.ShouldBeTrue();
        await Should.ThrowAsync<ArgumentException>(() => _database.StringSetAsync(_key, RedisValue.Null, when: When.NotExists));
    }

    [Fact]
    public async Task A_key_is_deleted_once()
    {
        await _database.StringSetAsync(_key, 1);
        (await _database.KeyDeleteAsync(_key)).ShouldBeTrue();
        (await _database.KeyDeleteAsync(_key)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_server_error_is_told_and_the_connection_goes_on()
    {
        await _database.StringSetAsync(_key, "text");
        (await Should.ThrowAsync<RedisServerException>(() => _database.ExecuteAsync("INCR", _key))).Message.ShouldStartWith("ERR value is not an integer");
        (await Should.ThrowAsync<RedisServerException>(() => _database.HashGetAllAsync(_key))).Message.ShouldStartWith("WRONGTYPE");
        (await _database.StringGetAsync(_key)).ShouldBe((RedisValue)"text");
    }

    [Fact]
    public async Task The_server_is_there() => (await _database.PingAsync()).ShouldBeGreaterThan(TimeSpan.Zero);
}
