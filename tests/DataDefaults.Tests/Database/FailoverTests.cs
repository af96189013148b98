using System.Diagnostics;

namespace MyArch.DataDefaults.Tests.DatabaseTests;

/// <summary>Servers that die and hang, and what it does to those who read and write meanwhile. Each test has servers of its own.</summary>
public sealed class FailoverTests : IAsyncLifetime
{
    private const string Read = "select name from items where id = 1";
    private const string Write = "update items set version = version + 1 where id = 1";

    // The monitor waits 4 s for an answer here: after that nobody waits for a server that hangs. A read that it sends away from nowhere waits for as long as ReadTimeout.
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(30);
    private static readonly (string, string)[] Timeouts = [("Database:MonitorTimeout", "00:00:04"), ("Database:ReadTimeout", "00:01:00")];

    private readonly PostgresPair _pair = new();
    private Instance _instance = null!;
    private string _connectionString = "";

    public async Task InitializeAsync()
    {
        await _pair.InitializeAsync();
        _connectionString = await _pair.CreateDatabaseAsync();
        _instance = await Instance.StartAsync(_connectionString, typeof(FailoverTests).Assembly, settings: Timeouts);
        await Eventually.BecomesAsync(_ => _instance.ReadAsync<string>(Read), static read => read == ("jacket", DatabaseRole.Replica), because: "the replica has the table");
    }

    public async Task DisposeAsync()
    {
        await _instance.DisposeAsync();
        await _pair.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reads_go_on_without_the_replica_and_go_back_to_it(bool hangs)
    {
        var longest = await ReadWithoutAsync(_pair.Replica, hangs);

        longest.ShouldBeLessThan(Noticed);
        await Eventually.BecomesAsync(_ => _instance.ReadAsync<string>(Read), static read => read.Role == DatabaseRole.Primary);
        await Eventually.BecomesAsync(async token => (await _instance.WriteAsync(Write, token)).Value, static rows => rows == 1);

        await GiveBackAsync(_pair.Replica, hangs);
        await Eventually.BecomesAsync(_ => _instance.ReadAsync<string>(Read), static read => read.Role == DatabaseRole.Replica);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reads_go_on_without_the_primary_and_writes_fail_at_once_until_it_is_back(bool hangs)
    {
        var token = (await _instance.WriteAsync(Write)).Position;
        var longest = await ReadWithoutAsync(_pair.Primary, hangs);

        longest.ShouldBeLessThan(Noticed);
        (await _instance.ReadAsync<string>(Read)).ShouldBe(("jacket", DatabaseRole.Replica));
        (await _instance.ReadAsync<string>(Read, new NpgsqlTypes.NpgsqlLogSequenceNumber((ulong)token + 100_000_000))).Role.ShouldBe(DatabaseRole.Replica, "old is better than nothing");
        // Without a failure inside: nobody was asked, so nobody was waited for.
        (await Should.ThrowAsync<DatabaseUnavailableException>(() => _instance.WriteAsync(Write))).InnerException.ShouldBeNull();
        (await Should.ThrowAsync<DatabaseUnavailableException>(() => _instance.ReadPrimaryAsync<string>(Read))).InnerException.ShouldBeNull();

        await GiveBackAsync(_pair.Primary, hangs);
        await Eventually.BecomesAsync(async token => (await _instance.WriteAsync(Write, token)).Value, static rows => rows == 1);
    }

    [Fact]
    public async Task Without_any_server_everything_is_unavailable_and_comes_back_by_itself()
    {
        _pair.Primary.Process.Kill();
        _pair.Replica.Process.Kill();

        await Should.ThrowAsync<DatabaseUnavailableException>(() => _instance.ReadAsync<string>(Read));
        await Should.ThrowAsync<DatabaseUnavailableException>(() => _instance.WriteAsync(Write));

        await _pair.Primary.StartAsync();
        await _pair.Replica.StartAsync();
        await Eventually.BecomesAsync(_ => _instance.ReadAsync<string>(Read), static read => read == ("jacket", DatabaseRole.Replica));
        await Eventually.BecomesAsync(async token => (await _instance.WriteAsync(Write, token)).Value, static rows => rows == 1);
    }

    [Fact]
    public async Task Connections_that_broke_in_the_pool_are_nobodys_error()
    {
        for (var round = 0; round < 3; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _instance.WriteAsync("select pg_sleep(0.05)")));
            // The monitor tries once more on a new connection. Were that ended as well, by a round that follows too soon, the server would rightly count as dead.
            await Eventually.BecomesAsync(
                async _ => await PostgresPair.ScalarAsync(_pair.Primary, "select count(*) from pg_stat_activity where state = 'idle' and query like '%pg_control_system()%'"),
                static count => count is 1L, because: "the monitor has its connection again");
            await PostgresPair.ExecuteAsync(_pair.Primary, "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname like 'test%'");

            (await _instance.WriteAsync(Write)).Value.ShouldBe(1);
            (await _instance.ReadPrimaryAsync<string>(Read)).Value.ShouldBe("jacket");
        }
    }

    [Fact]
    public async Task An_instance_that_starts_without_the_primary_serves_reads()
    {
        _pair.Primary.Process.Kill();

        await using var second = await Instance.StartAsync(_connectionString, typeof(FailoverTests).Assembly);

        await Eventually.BecomesAsync(_ => second.ReadAsync<string>(Read), static read => read == ("jacket", DatabaseRole.Replica), because: "the replica serves what it has");
        await Should.ThrowAsync<DatabaseUnavailableException>(() => second.WriteAsync(Write));
        await _pair.Primary.StartAsync();
        await Eventually.BecomesAsync(async token => (await second.WriteAsync(Write, token)).Value, static rows => rows == 1);
    }

    private static void Take(PostgresServer server, bool hangs)
    {
        if (hangs)
        {
            server.Process.Hang();
        }
        else
        {
            server.Process.Kill();
        }
    }

    private static async Task GiveBackAsync(PostgresServer server, bool hangs)
    {
        if (hangs)
        {
            server.Process.Resume();
        }
        else
        {
            await server.StartAsync();
        }
    }

    /// <summary>Takes a server away while eight read, none of whom may fail, for 1 s and until the monitor has noticed.</summary>
    /// <returns>How long the slowest read took.</returns>
    private async Task<TimeSpan> ReadWithoutAsync(PostgresServer server, bool hangs)
    {
        var before = Missed(server);
        Take(server, hangs);
        var end = Stopwatch.StartNew();
        var slowest = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            var longest = TimeSpan.Zero;
            while (end.Elapsed < TimeSpan.FromSeconds(1) || (Missed(server) == before && end.Elapsed < Noticed))
            {
                var one = Stopwatch.StartNew();
                (await _instance.ReadAsync<string>(Read)).Value.ShouldBe("jacket");
                longest = one.Elapsed > longest ? one.Elapsed : longest;
            }

            return longest;
        }));
        return slowest.Max();
    }

    /// <summary>How often the monitor has found a server dead.</summary>
    private int Missed(PostgresServer server) => _instance.Logs.Entries.Count(entry => entry.Contains($":{server.Port} does not answer", StringComparison.Ordinal));
}
