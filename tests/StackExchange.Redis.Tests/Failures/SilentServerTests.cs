using System.Globalization;
using StackExchange.Redis.Connection;
using StackExchange.Redis.Tests.Fixtures;

namespace StackExchange.Redis.Tests.Failures;

/// <summary>A server that keeps its connections and does not answer: frozen, or a proxy whose backend is gone.</summary>
public sealed class SilentServerTests
{
    [Fact]
    public async Task An_answer_that_comes_after_the_timeout_is_not_taken_for_another()
    {
        await using var server = await RedisServer.StartAsync();
        // Who comes after the timeout has as long until the answer, and the connection is given up after twice as long.
        await using var connection = await server.ConnectAsync("asyncTimeout=4000");
        var database = connection.GetDatabase();
        await database.StringSetAsync("first", "1");
        await database.StringSetAsync("second", "2");
        var id = (long)await database.ExecuteAsync("CLIENT", "ID");

        await server.FreezeAsync();
        var first = database.StringGetAsync("first");
        var failure = await Should.ThrowAsync<RedisTimeoutException>(() => first);
        failure.Commandstatus.ShouldBe(CommandStatus.Sent);
        failure.Message.ShouldContain("GET");
        failure.Message.ShouldNotContain("first");
        var second = database.StringGetAsync("second");
        server.Thaw();
        (await second).ShouldBe((RedisValue)2);
        ((long)await database.ExecuteAsync("CLIENT", "ID")).ShouldBe(id, "the connection has outlived the timeout");
    }

    [Fact]
    public async Task A_connection_that_stays_silent_is_given_up_and_made_anew()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await server.ConnectAsync("abortConnect=false,asyncTimeout=400");
        var database = connection.GetDatabase();
        await Eventually.IsTrueAsync(() => connection.IsConnected, because: "it is connected");
        await server.FreezeAsync();
        await Should.ThrowAsync<RedisTimeoutException>(() => database.PingAsync());
        await Eventually.IsTrueAsync(() => !connection.IsConnected, because: "the silent connection is given up");
        server.Thaw();
        await Eventually.IsTrueAsync(() => connection.IsConnected, because: "a new connection is made");
        await Eventually.BecomesAsync(_ => database.PingAsync(), static took => took > TimeSpan.Zero, because: "commands are answered again");
    }

    [Fact]
    public async Task An_idle_connection_is_asked_for_a_sign_of_life()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await server.ConnectAsync("abortConnect=false,asyncTimeout=400,keepAlive=1");
        await Eventually.IsTrueAsync(() => connection.IsConnected, because: "it is connected");
        await server.FreezeAsync();
        await Eventually.IsTrueAsync(() => !connection.IsConnected, because: "nobody sent anything, and the silence is noticed all the same");
        server.Thaw();
        await Eventually.IsTrueAsync(() => connection.IsConnected, because: "a new connection is made");
    }

    [Fact]
    public async Task A_port_that_accepts_and_never_answers_does_not_hold_up_the_start()
    {
        await using var server = new WireServer(WireServer.Silence, answersLogin: false);
        await using var patient = await ConnectionMultiplexer.ConnectAsync($"{server.Address},abortConnect=false,connectTimeout=300,asyncTimeout=300");
        patient.IsConnected.ShouldBeFalse();
        var failure = await Should.ThrowAsync<Exception>(() => patient.GetDatabase().PingAsync());
        (failure is RedisConnectionException or RedisTimeoutException).ShouldBeTrue(failure.ToString());
        await Eventually.IsTrueAsync(() => server.Accepted >= 3, because: "it goes on trying");

        var refused = await Should.ThrowAsync<RedisConnectionException>(
            () => ConnectionMultiplexer.ConnectAsync($"{server.Address},abortConnect=true,connectTimeout=300,connectRetry=1"));
        refused.FailureType.ShouldBe(ConnectionFailureType.UnableToConnect);
        refused.Message.ShouldContain("No answer within 300 ms");
    }

    [Fact]
    public async Task A_stalled_server_cannot_fill_the_memory_with_commands()
    {
        await using var server = await RedisServer.StartAsync();
        var options = ConfigurationOptions.Parse($"{server.Address},asyncTimeout=60000");
        await using var connection = await ConnectionMultiplexer.ConnectAsync(options, new ConnectionLimits { MaxCommands = 1000 });
        var database = connection.GetDatabase();
        await server.FreezeAsync();
        var commands = Enumerable.Range(0, 5000).Select(number => database.ExecuteAsync("ECHO", number)).ToArray();
        commands.Count(static command => !command.IsCompleted).ShouldBe(1000);
        var refused = await Should.ThrowAsync<RedisConnectionException>(() => commands[1000]);
        refused.CommandStatus.ShouldBe(CommandStatus.WaitingToBeSent);

        server.Thaw();
        var answers = await Task.WhenAll(commands.Take(1000));
        answers.Select(static answer => (int)answer).ShouldBe(Enumerable.Range(0, 1000));
    }

    [Fact]
    public async Task A_stalled_server_cannot_fill_the_memory_with_values()
    {
        const int Megabyte = 1024 * 1024;
        await using var server = await RedisServer.StartAsync();
        var options = ConfigurationOptions.Parse($"{server.Address},asyncTimeout=60000");
        await using var connection = await ConnectionMultiplexer.ConnectAsync(options, new ConnectionLimits { MaxRequestBytes = 4 * Megabyte });
        var database = connection.GetDatabase();
        await server.FreezeAsync();
        var value = new byte[Megabyte];
        var commands = Enumerable.Range(0, 100)
            .Select(number => database.StringSetAsync(number.ToString(CultureInfo.InvariantCulture), value))
            .ToArray();

        // The kernel's socket buffers take some more than the client keeps itself.
        commands.Count(static command => !command.IsCompleted).ShouldBeInRange(3, 30);
        server.Thaw();
        (await Task.WhenAll(commands.Where(static command => !command.IsFaulted))).ShouldAllBe(static stored => stored);

        // A single value may be larger than the bound.
        (await database.StringSetAsync("large", new byte[8 * Megabyte])).ShouldBeTrue();
    }

    [Fact]
    public async Task Without_a_server_the_line_of_waiting_commands_is_bounded_too()
    {
        await using var server = await RedisServer.StartAsync();
        var options = ConfigurationOptions.Parse($"{server.Address},asyncTimeout=60000,abortConnect=false");
        var connection = await ConnectionMultiplexer.ConnectAsync(options, new ConnectionLimits { MaxCommands = 100 });
        await server.KillAsync();
        await Eventually.IsTrueAsync(() => !connection.IsConnected, because: "the loss is noticed");
        var commands = Enumerable.Range(0, 500).Select(_ => connection.GetDatabase().PingAsync()).ToArray();
        commands.Count(static command => !command.IsCompleted).ShouldBe(100);
        await connection.CloseAsync();
        await Should.ThrowAsync<ObjectDisposedException>(() => commands[0]);
        await Should.ThrowAsync<RedisConnectionException>(() => commands[499]);
    }
}
