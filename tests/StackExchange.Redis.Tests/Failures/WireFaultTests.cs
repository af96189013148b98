using System.Text;
using StackExchange.Redis.Connection;
using StackExchange.Redis.Tests.Fixtures;

namespace StackExchange.Redis.Tests.Failures;

/// <summary>What comes is not what was asked for: the connection ends, everybody in line is told, and the next connection is clean.</summary>
public sealed class WireFaultTests
{
    [Theory]
    [InlineData("$5\r\nhello!!", "garbage inside a bulk")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n", "another protocol")]
    [InlineData("+1\r\n:2\r\n$2\r\n33\r\n:4\r\n:5\r\n", "more answers than questions")]
    public async Task A_protocol_error_fails_everybody_in_line(string bytes, string what)
    {
        await using var server = new WireServer(async (stream, stop) =>
        {
            await WireServer.ReadCommandsAsync(stream, "GET\r\n", 3, stop);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(bytes), stop);
            await WireServer.Silence(stream, stop);
        });
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"{server.Address},abortConnect=false,asyncTimeout=1000");
        var failed = new TaskCompletionSource<ConnectionFailedEventArgs>();
        connection.ConnectionFailed += (_, arguments) => failed.TrySetResult(arguments);
        var database = connection.GetDatabase();
        Task<RedisValue>[] commands = [database.StringGetAsync("1"), database.StringGetAsync("2"), database.StringGetAsync("3")];
        (await failed.Task.WaitAsync(TimeSpan.FromSeconds(30))).FailureType.ShouldBe(ConnectionFailureType.ProtocolFailure, what);
        await Task.WhenAll(commands).ContinueWith(static _ => { }, TaskScheduler.Default);
        foreach (var command in commands.Where(static command => command.IsFaulted))
        {
            (await Should.ThrowAsync<RedisConnectionException>(() => command)).FailureType.ShouldBe(ConnectionFailureType.ProtocolFailure, what);
        }

        await Eventually.IsTrueAsync(() => server.Accepted >= 2, because: "it connects again");
    }

    [Fact]
    public async Task An_answer_of_the_wrong_kind_ends_the_connection()
    {
        await using var server = new WireServer(static async (stream, stop) =>
        {
            await WireServer.ReadCommandsAsync(stream, "INCRBY\r\n", 2, stop);
            await stream.WriteAsync("+OK\r\n:7\r\n"u8.ToArray(), stop);
            await WireServer.Silence(stream, stop);
        });
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"{server.Address},abortConnect=false,asyncTimeout=1000");
        Task<long>[] commands = [connection.GetDatabase().StringIncrementAsync("a"), connection.GetDatabase().StringIncrementAsync("b")];
        foreach (var command in commands)
        {
            (await Should.ThrowAsync<RedisConnectionException>(() => command)).FailureType.ShouldBe(ConnectionFailureType.ProtocolFailure);
        }
    }

    [Fact]
    public async Task An_answer_that_is_too_large_ends_the_connection()
    {
        await using var server = await RedisServer.StartAsync();
        var options = ConfigurationOptions.Parse($"{server.Address},abortConnect=false,asyncTimeout=1000");
        await using var connection = await ConnectionMultiplexer.ConnectAsync(options, new ConnectionLimits { MaxAnswerBytes = 1000 });
        await connection.GetDatabase().StringSetAsync("large", new byte[1001]);
        var failure = await Should.ThrowAsync<RedisConnectionException>(() => connection.GetDatabase().StringGetAsync("large"));
        failure.FailureType.ShouldBe(ConnectionFailureType.ProtocolFailure);
        await Eventually.IsTrueAsync(() => connection.IsConnected, because: "it connects again");
        (await connection.GetDatabase().KeyExistsAsync("large")).ShouldBeTrue();
    }

    [Fact]
    public async Task Answers_that_come_byte_by_byte_are_put_together()
    {
        await using var server = new WireServer(static async (stream, stop) =>
        {
            await WireServer.ReadCommandsAsync(stream, "GET\r\n", 2, stop);
            foreach (var one in "$5\r\nhello\r\n$-1\r\n"u8.ToArray())
            {
                await stream.WriteAsync(new[] { one }, stop);
                await stream.FlushAsync(stop);
            }

            await WireServer.Silence(stream, stop);
        });
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"{server.Address},asyncTimeout=1000");
        var first = connection.GetDatabase().StringGetAsync("1");
        var second = connection.GetDatabase().StringGetAsync("2");
        (await first).ShouldBe((RedisValue)"hello");
        (await second).IsNull.ShouldBeTrue();
    }

    [Fact]
    public async Task A_server_that_still_loads_is_asked_again_until_it_serves()
    {
        var logins = 0;
        await using var server = new WireServer(
            async (stream, stop) =>
            {
                await WireServer.ReadCommandsAsync(stream, "PING\r\n", 1, stop);
                var answer = Interlocked.Increment(ref logins) < 3 ? "+OK\r\n-LOADING Redis is loading the dataset in memory\r\n" : "+OK\r\n+PONG\r\n";
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), stop);
                await WireServer.Silence(stream, stop);
            },
            answersLogin: false);
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"{server.Address},asyncTimeout=1000");
        connection.IsConnected.ShouldBeTrue();
        server.Accepted.ShouldBe(3);
    }
}
