using StackExchange.Redis.Tests.Fixtures;

namespace StackExchange.Redis.Tests.Commands;

public sealed class ScriptTests(SharedRedis redis) : IClassFixture<SharedRedis>
{
    private readonly IDatabase _database = redis.Database;
    private readonly RedisKey _key = Guid.NewGuid().ToString();

    [Fact]
    public async Task A_script_gets_keys_and_values_and_answers_in_any_shape()
    {
        var result = await _database.ScriptEvaluateAsync(
            "redis.call('set', KEYS[1], ARGV[1]) return {1, redis.call('get', KEYS[1]), {ok = 'fine'}, false, {2, 3}}", [_key], [new byte[] { 0, 255 }]);
        result.Resp2Type.ShouldBe(ResultType.Array);
        result.Length.ShouldBe(5);
        ((int)result[0]).ShouldBe(1);
        ((byte[]?)result[1]).ShouldBe([0, 255]);
        ((string?)result[2]).ShouldBe("fine");
        result[3].IsNull.ShouldBeTrue();
        ((long[]?)result[4]).ShouldBe([2, 3]);
        ((RedisResult[]?)result)!.Length.ShouldBe(5);
        Should.Throw<InvalidCastException>(() => (int)result);
        Should.Throw<IndexOutOfRangeException>(() => result[5]);
    }

    [Fact]
    public async Task A_script_that_the_server_has_forgotten_is_sent_again()
    {
        const string Script = "return redis.call('incr', KEYS[1])";
        ((long)await _database.ScriptEvaluateAsync(Script, [_key])).ShouldBe(1);
        ((long)await _database.ScriptEvaluateAsync(Script, [_key])).ShouldBe(2);
        await _database.ExecuteAsync("SCRIPT", "FLUSH");
        ((long)await _database.ScriptEvaluateAsync(Script, [_key])).ShouldBe(3);

        // By its hash again, which the server now knows.
        var hash = (string?)await _database.ExecuteAsync("SCRIPT", "LOAD", Script);
        ((long)await _database.ExecuteAsync("EVALSHA", hash!, 1, _key)).ShouldBe(4);
    }

    [Fact]
    public async Task An_error_in_a_script_is_told()
    {
        (await Should.ThrowAsync<RedisServerException>(() => _database.ScriptEvaluateAsync("return redis.error_reply('NOTYET come later')")))
            .Message.ShouldStartWith("NOTYET");
        var nested = await _database.ScriptEvaluateAsync("return {redis.error_reply('INNER no')}");
        Should.Throw<RedisServerException>(() => (string?)nested[0]).Message.ShouldStartWith("INNER");
        await Should.ThrowAsync<RedisServerException>(() => _database.ScriptEvaluateAsync("this is not Lua"));
    }

    [Fact]
    public async Task Any_command_can_be_executed()
    {
        ((string?)await _database.ExecuteAsync("SET", _key, "x", "EX", 100)).ShouldBe("OK");
        ((int)await _database.ExecuteAsync("TTL", [_key])).ShouldBeInRange(1, 100);
        (await Should.ThrowAsync<RedisServerException>(() => _database.ExecuteAsync("NOSUCHCOMMAND"))).Message.ShouldStartWith("ERR unknown command");
        await Should.ThrowAsync<InvalidCastException>(() => _database.ExecuteAsync("ECHO", DateTimeOffset.UnixEpoch));
    }

    [Theory]
    [InlineData("SUBSCRIBE", "channel")]
    [InlineData("monitor", "")]
    [InlineData("MULTI", "")]
    [InlineData("Select", "1")]
    [InlineData("CLIENT", "reply")]
    public async Task What_would_spoil_the_shared_connection_is_refused(string command, string argument) =>
        await Should.ThrowAsync<RedisCommandException>(() => _database.ExecuteAsync(command, argument));
}
