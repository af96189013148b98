using System.Text;
using StackExchange.Redis.Connection;
using StackExchange.Redis.Tests.Fixtures;

namespace StackExchange.Redis.Tests.Failures;

/// <summary>What comes is not what was asked for: the connection ends, everybody in line is told, and the next connection is clean.</summary>
public sealed class WireFaultTests
{
    [Theory]
    [InlineData("$5\r\nhello!!")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n")]
    public async Task A_protocol_error_fails_everybody_in_line(string bytes)
    {
        await using var server = new WireServer(async (stream, stop) =>
        {
            await WireServer.ReadCommandsAsync(stream, "GET\r\n", 3, stop);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(bytes), stop);
            await WireServer.Silence(stream, stop);
        });
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"{server.Address},abortConnect=false");
        var database = connection.GetDatabase();
        Task<RedisValue>[] commands = [database.StringGetAsync("1"), database.StringGetAsync("2"), database.StringGetAsync("3")];
        foreach (var command in commands)
        {
            (await Should.ThrowAsync<RedisConnectionException>(() => command)).FailureType.ShouldBe(ConnectionFailureType.ProtocolFailure);
        }

        await Eventually.IsTrueAsync(() => server.Accepted >= 2, because: "it connects again");
        // Not waiting for an answer that this server will not give.
        await connection.CloseAsync(allowCommandsToComplete: false);
    }

    [Fact]
    public async Task More_answers_than_questions_end_the_connection_and_the_questions_have_theirs()
    {
        await using var server = new WireServer(static async (stream, stop) =>
        {
            await WireServer.ReadCommandsAsync(stream, "GET\r\n", 3, stop);
            await stream.WriteAsync("+1\r\n:2\r\n$2\r\n33\r\n:4\r\n:5\r\n"u8.ToArray(), stop);
            await WireServer.Silence(stream, stop);
        });
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"{server.Address},abortConnect=false");
        var database = connection.GetDatabase();

        (await Task.WhenAll(database.StringGetAsync("1"), database.StringGetAsync("2"), database.StringGetAsync("3"))).ShouldBe([1, 2, 33]);

        await Eventually.IsTrueAsync(() => server.Accepted >= 2, because: "it connects again");
        // Not waiting for an answer that this server will not give.
        await connection.CloseAsync(allowCommandsToComplete: false);
    }

    [Fact]
    public async Task An_answer_of_the_wrong_kind_ends_the_connection()
    {
        await using var server = new WireServer(static async (stream, stop) =>
        {
            await WireServer.ReadCommandsAsync(stream, "DEL\r\n", 2, stop);
            await stream.WriteAsync("+OK\r\n:1\r\n"u8.ToArray(), stop);
            await WireServer.Silence(stream, stop);
        });
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"{server.Address},abortConnect=false");
        Task<bool>[] commands = [connection.GetDatabase().KeyDeleteAsync("a"), connection.GetDatabase().KeyDeleteAsync("b")];
        foreach (var command in commands)
        {
            (await Should.ThrowAsync<RedisConnectionException>(() => command)).FailureType.ShouldBe(ConnectionFailureType.ProtocolFailure);
        }
    }

    [Fact]
    public async Task An_answer_that_cannot_be_represented_is_an_error_of_its_caller()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await server.ConnectAsync("abortConnect=false");
        await connection.GetDatabase().ExecuteAsync("SET", "old", "x", "PX", 9_000_000_000_000_000);

        await Should.ThrowAsync<RedisConnectionException>(() => connection.GetDatabase().KeyTimeToLiveAsync("old").WaitAsync(TimeSpan.FromSeconds(30)));

        (await connection.GetDatabase().StringGetAsync("old")).ShouldBe((RedisValue)"x");
    }

    [Fact]
    public async Task An_answer_that_is_too_large_ends_the_connection()
    {
        await using var server = await RedisServer.StartAsync();
        var options = ConfigurationOptions.Parse($"{server.Address},abortConnect=false");
        await using var connection = await ConnectionMultiplexer.ConnectAsync(options, new ConnectionLimits { MaxAnswerBytes = 1000 });
        await connection.GetDatabase().StringSetAsync("large", new byte[1001]);
        var failure = await Should.ThrowAsync<RedisConnectionException>(() => connection.GetDatabase().StringGetAsync("large"));
        failure.FailureType.ShouldBe(ConnectionFailureType.ProtocolFailure);
        await Eventually.IsTrueAsync(() => connection.IsConnected, because: "it connects again");
        await Eventually.BecomesAsync(async _ => (long)await connection.GetDatabase().ExecuteAsync("EXISTS", "large"), static count => count == 1, because: "commands are answered again");
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
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"{server.Address}");
        var first = connection.GetDatabase().StringGetAsync("1");
        var second = connection.GetDatabase().StringGetAsync("2");
        (await first).ShouldBe((RedisValue)"hello");
        (await second).IsNull.ShouldBeTrue();
        // Not waiting for an answer that this server will not give.
        await connection.CloseAsync(allowCommandsToComplete: false);
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
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"{server.Address}");
        connection.IsConnected.ShouldBeTrue();
        server.Accepted.ShouldBe(3);
        // Not waiting for an answer that this server will not give.
        await connection.CloseAsync(allowCommandsToComplete: false);
    }
}
