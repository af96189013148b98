using StackExchange.Redis.Tests.Fixtures;

namespace StackExchange.Redis.Tests.Failures;

public sealed class ConnectTests
{
    [Fact]
    public async Task Without_a_server_connecting_fails_or_returns_as_configured()
    {
        var address = $"127.0.0.1:{FreePort.Find()}";
        var failure = await Should.ThrowAsync<RedisConnectionException>(() => ConnectionMultiplexer.ConnectAsync($"{address},password=secret"));
        failure.FailureType.ShouldBe(ConnectionFailureType.UnableToConnect);
        failure.ToString().ShouldNotContain("secret");

        await using var log = new StringWriter();
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"{address},abortConnect=false,password=secret", log);
        connection.IsConnected.ShouldBeFalse();
        log.ToString().ShouldContain("refused");
        log.ToString().ShouldNotContain("secret");
        connection.Configuration.ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_user_reaches_only_its_own_keys()
    {
        await using var server = await RedisServer.StartAsync(
            "--user", "catalog", "on", ">secret", "~cache:catalog:*", "+@all", "--user", "default", "off");
        await using var connection = await server.ConnectAsync("user=catalog,password=secret");
        var database = connection.GetDatabase();
        (await database.StringSetAsync("cache:catalog:1", "x")).ShouldBeTrue();
        (await Should.ThrowAsync<RedisServerException>(() => database.StringGetAsync("cart:1"))).Message.ShouldStartWith("NOPERM");
        (await Should.ThrowAsync<RedisServerException>(() => database.ScriptEvaluateAsync("return redis.call('get', KEYS[1])", ["cart:1"]))).Message.ShouldContain("NOPERM");
        (await database.StringGetAsync("cache:catalog:1")).ShouldBe((RedisValue)"x");
    }

    [Theory]
    [InlineData("user=catalog,password=wrong", "WRONGPASS")]
    [InlineData("user=nobody,password=secret", "WRONGPASS")]
    [InlineData("password=secret", "WRONGPASS")]
    [InlineData("", "NOAUTH")]
    public async Task Wrong_credentials_are_refused(string credentials, string why)
    {
        await using var server = await RedisServer.StartAsync("--user", "catalog", "on", ">secret", "~*", "+@all", "--user", "default", "off");
        var failure = await Should.ThrowAsync<RedisConnectionException>(() => server.ConnectAsync($"connectRetry=1,{credentials}"));
        failure.Message.ShouldContain(why);
        failure.InnerException.ShouldBeOfType<RedisConnectionException>().FailureType.ShouldBe(ConnectionFailureType.AuthenticationFailure);
        failure.ToString().ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_user_that_may_not_ping_or_set_a_name_can_connect()
    {
        await using var server = await RedisServer.StartAsync("--user", "narrow", "on", ">secret", "~*", "+get", "+set", "--user", "default", "off");
        await using var connection = await server.ConnectAsync("user=narrow,password=secret");
        (await connection.GetDatabase().StringSetAsync("k", 1)).ShouldBeTrue();
        (await Should.ThrowAsync<RedisServerException>(() => connection.GetDatabase().PingAsync())).Message.ShouldStartWith("NOPERM");
    }

    [Fact]
    public async Task A_database_that_the_server_does_not_have_is_refused()
    {
        await using var server = await RedisServer.StartAsync();
        (await Should.ThrowAsync<RedisConnectionException>(() => server.ConnectAsync("defaultDatabase=99,connectRetry=1"))).Message.ShouldContain("out of range");
        await using var connection = await server.ConnectAsync("defaultDatabase=1");
        connection.GetDatabase(1).Database.ShouldBe(1);
        Should.Throw<NotSupportedException>(() => connection.GetDatabase(0));
    }

    [Fact]
    public async Task Closing_lets_commands_under_way_complete_and_refuses_new_ones()
    {
        await using var server = await RedisServer.StartAsync();
        var connection = await server.ConnectAsync();
        var database = connection.GetDatabase();
        var commands = Enumerable.Range(0, 2000).Select(number => database.ExecuteAsync("RPUSH", "list", number)).ToArray();
        await connection.CloseAsync();
        (await Task.WhenAll(commands)).Select(static length => (long)length).ShouldBe(Enumerable.Range(1, 2000).Select(static number => (long)number));
        await Should.ThrowAsync<ObjectDisposedException>(() => database.PingAsync());
        connection.IsConnected.ShouldBeFalse();
        await connection.DisposeAsync();
        connection.Dispose();
    }

    [Fact]
    public async Task Closing_does_not_wait_for_a_server_that_is_gone()
    {
        await using var server = new WireServer(WireServer.Silence);
        var connection = await ConnectionMultiplexer.ConnectAsync($"{server.Address},asyncTimeout=300");
        var command = connection.GetDatabase().PingAsync();
        await connection.CloseAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await command.ContinueWith(static _ => { }, TaskScheduler.Default);
        command.IsFaulted.ShouldBeTrue();
    }

    [Fact]
    public void More_than_one_address_and_none_are_refused()
    {
        Should.Throw<NotSupportedException>(() => ConnectionMultiplexer.Connect(ConfigurationOptions.Parse("a,b")));
        Should.Throw<ArgumentException>(() => ConnectionMultiplexer.Connect(new ConfigurationOptions()));
    }
}
