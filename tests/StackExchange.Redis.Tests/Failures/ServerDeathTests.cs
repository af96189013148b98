using System.Collections.Concurrent;
using System.Globalization;
using StackExchange.Redis.Tests.Fixtures;

namespace StackExchange.Redis.Tests.Failures;

public sealed class ServerDeathTests
{
    /// <summary>Every answer is checked against its question while the server dies under load, again and again.</summary>
    [Fact]
    public async Task No_answer_is_ever_given_to_another_question_while_the_server_dies()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await server.ConnectAsync("abortConnect=false,asyncTimeout=2000");
        var database = connection.GetDatabase();
        using var stop = new CancellationTokenSource();
        var answered = 0L;
        var failures = new ConcurrentDictionary<Type, int>();
        var callers = Enumerable.Range(0, 64).Select(caller => Task.Run(async () =>
        {
            for (var round = 0; !stop.IsCancellationRequested; round++)
            {
                var unique = string.Create(CultureInfo.InvariantCulture, $"{caller}-{round}-{new string('x', round % 300)}");
                try
                {
                    ((string?)await database.ExecuteAsync("ECHO", unique)).ShouldBe(unique);
                    (await database.StringSetAsync(unique, unique)).ShouldBeTrue();

                    // Without persistence a restarted server has forgotten it; another's value it never is.
                    ((string?)await database.StringGetAsync(unique) ?? unique).ShouldBe(unique);
                    Interlocked.Increment(ref answered);
                }
                catch (Exception failure) when (failure is RedisConnectionException or RedisTimeoutException)
                {
                    failures.AddOrUpdate(failure.GetType(), 1, static (_, count) => count + 1);
                }
            }
        })).ToArray();

        for (var death = 0; death < 4; death++)
        {
            var before = Interlocked.Read(ref answered);
            await Eventually.IsTrueAsync(() => Interlocked.Read(ref answered) > before + 2000, because: $"commands are answered before death {death}");
            await server.KillAsync();
            await server.StartAgainAsync();
        }

        var last = Interlocked.Read(ref answered);
        await Eventually.IsTrueAsync(() => Interlocked.Read(ref answered) > last + 2000, because: "commands are answered after the last death");
        await stop.CancelAsync();
        await Task.WhenAll(callers);
        failures.GetValueOrDefault(typeof(RedisConnectionException)).ShouldBePositive("commands were under way when the server died");
    }

    [Fact]
    public async Task Commands_under_way_fail_with_the_type_of_the_original_and_say_that_they_were_sent()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await server.ConnectAsync("asyncTimeout=60000");
        await server.FreezeAsync();
        var waiting = connection.GetDatabase().StringSetAsync("k", "v");
        await Eventually.IsTrueAsync(async _ => await server.ReceivedBytesAsync() > 0, because: "the command has reached the server's socket");
        await server.KillAsync();
        var failure = await Should.ThrowAsync<RedisConnectionException>(() => waiting);
        failure.FailureType.ShouldBeOneOf(ConnectionFailureType.SocketClosed, ConnectionFailureType.SocketFailure);
        failure.CommandStatus.ShouldBe(CommandStatus.Sent);
        failure.Message.ShouldContain("SET");
    }

    [Fact]
    public async Task Without_a_server_commands_fail_at_once_if_that_is_the_policy()
    {
        await using var server = await RedisServer.StartAsync();
        var options = ConfigurationOptions.Parse($"{server.Address},abortConnect=false,asyncTimeout=60000");
        options.BacklogPolicy = BacklogPolicy.FailFast;
        await using var connection = await ConnectionMultiplexer.ConnectAsync(options);
        await server.KillAsync();
        await Eventually.IsTrueAsync(() => !connection.IsConnected, because: "the loss is noticed");
        var failure = await Should.ThrowAsync<RedisConnectionException>(() => connection.GetDatabase().StringGetAsync("k").WaitAsync(TimeSpan.FromSeconds(10)));
        failure.FailureType.ShouldBe(ConnectionFailureType.UnableToResolvePhysicalConnection);
        failure.CommandStatus.ShouldBe(CommandStatus.WaitingToBeSent);
        failure.Message.ShouldContain("GET");

        await server.StartAgainAsync();
        await Eventually.IsTrueAsync(() => connection.IsConnected, because: "it connects again by itself");
        (await connection.GetDatabase().StringSetAsync("k", "v")).ShouldBeTrue();
    }

    [Fact]
    public async Task Without_a_server_commands_wait_for_it_by_default_and_are_sent_in_order()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await server.ConnectAsync("abortConnect=false,asyncTimeout=60000");
        await server.KillAsync();
        await Eventually.IsTrueAsync(() => !connection.IsConnected, because: "the loss is noticed");
        var pushes = Enumerable.Range(0, 100).Select(number => connection.GetDatabase().ExecuteAsync("RPUSH", "waited", number)).ToArray();
        pushes.ShouldAllBe(static push => !push.IsCompleted);
        await server.StartAgainAsync();
        (await Task.WhenAll(pushes)).Select(static length => (long)length).ShouldBe(Enumerable.Range(1, 100).Select(static number => (long)number));
        ((long[])(await connection.GetDatabase().ExecuteAsync("LRANGE", "waited", 0, -1))!).Select(static value => (int)value).ShouldBe(Enumerable.Range(0, 100));
    }

    [Fact]
    public async Task What_timed_out_while_it_waited_is_never_sent()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await server.ConnectAsync("abortConnect=false,asyncTimeout=300");
        await server.KillAsync();
        await Eventually.IsTrueAsync(() => !connection.IsConnected, because: "the loss is noticed");
        var late = await Should.ThrowAsync<RedisConnectionException>(() => connection.GetDatabase().StringSetAsync("late", "x"));
        late.CommandStatus.ShouldBe(CommandStatus.WaitingInBacklog);
        await server.StartAgainAsync();
        await Eventually.IsTrueAsync(() => connection.IsConnected, because: "it connects again by itself");
        await Eventually.BecomesAsync(_ => connection.GetDatabase().StringGetAsync("late"), static value => value.IsNull, because: "nothing was stored");
    }

    [Fact]
    public async Task A_new_connection_logs_in_as_the_first_did()
    {
        await using var server = await RedisServer.StartAsync("--user", "shop", "on", ">secret", "~*", "+@all", "--user", "default", "off");
        await using var connection = await server.ConnectAsync("user=shop,password=secret,defaultDatabase=3,name=our shop");
        connection.GetDatabase().Database.ShouldBe(3);
        await ShouldBeLoggedInAsync();
        await server.KillAsync();
        await Eventually.IsTrueAsync(() => !connection.IsConnected, because: "the loss is noticed");
        await server.StartAgainAsync();
        await ShouldBeLoggedInAsync();

        async Task ShouldBeLoggedInAsync()
        {
            var info = (await connection.GetDatabase().ExecuteAsync("CLIENT", "INFO")).ToString();
            info.ShouldContain(" user=shop ");
            info.ShouldContain(" db=3 ");
            info.ShouldContain(" name=our-shop ");
        }
    }
}
