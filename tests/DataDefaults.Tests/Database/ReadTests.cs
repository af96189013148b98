using System.Diagnostics;
using NpgsqlTypes;

namespace MyArch.DataDefaults.Tests.DatabaseTests;

[Collection(PairCollection.Name)]
public sealed class ReadTests(PostgresPair pair)
{
    private const string Read = "select name from items where id = 1";

    [Fact]
    public async Task Reads_go_to_the_replica_and_those_that_want_the_primary_to_the_primary()
    {
        await using var instance = await StartAsync();

        (await instance.ReadAsync<string>(Read)).ShouldBe(("jacket", DatabaseRole.Replica));
        (await instance.ReadPrimaryAsync<string>(Read)).ShouldBe(("jacket", DatabaseRole.Primary));
        (await instance.ReadAsync<bool>("select pg_is_in_recovery()")).Value.ShouldBeTrue();
    }

    [Fact]
    public async Task A_writer_reads_its_write_and_others_read_what_the_replica_has()
    {
        await using var instance = await StartAsync();
        using var measured = instance.Measure();
        await pair.PauseAsync();
        try
        {
            var written = await instance.WriteAsync("update items set name = 'coat' where id = 1");

            (await instance.ReadAsync<string>(Read, written.Position)).ShouldBe(("coat", DatabaseRole.Primary));
            measured.Sum("myarch.database.read.redirected").ShouldBe(1);
            (await instance.ReadAsync<string>(Read)).ShouldBe(("jacket", DatabaseRole.Replica));
        }
        finally
        {
            await pair.ResumeAsync();
        }

        var token = (await instance.WriteAsync("update items set name = 'hat' where id = 1")).Position;
        await Eventually.BecomesAsync(_ => instance.ReadAsync<string>(Read, token), static read => read == ("hat", DatabaseRole.Replica));
    }

    [Fact]
    public async Task Another_instance_knows_nothing_of_the_write_and_serves_it_all_the_same()
    {
        var database = await pair.CreateDatabaseAsync();
        await using var writer = await Instance.StartAsync(database, typeof(ReadTests).Assembly);
        await using var reader = await Instance.StartAsync(database, typeof(ReadTests).Assembly, settings: ("Database:MonitorInterval", "00:00:05"));

        for (var i = 0; i < 200; i++)
        {
            var written = await writer.WriteAsync($"update items set version = {i} where id = 1");
            (await reader.ReadAsync<int>("select version from items where id = 1", written.Position)).Value.ShouldBe(i);
        }
    }

    [Fact]
    public async Task A_replica_that_lags_more_than_allowed_is_not_read_until_it_has_caught_up()
    {
        await using var instance = await StartAsync(("Database:MaxLag", "00:00:00.5"));
        await pair.PauseAsync();
        try
        {
            await instance.WriteAsync("update items set name = 'coat' where id = 1");

            await Eventually.BecomesAsync(_ => instance.ReadAsync<string>(Read), static read => read == ("coat", DatabaseRole.Primary));
            instance.Get<DatabaseConnections>().Servers.Replica!.BehindSince.ShouldNotBeNull();
        }
        finally
        {
            await pair.ResumeAsync();
        }

        await Eventually.BecomesAsync(_ => instance.ReadAsync<string>(Read), static read => read == ("coat", DatabaseRole.Replica));
    }

    [Fact]
    public async Task An_idle_system_has_no_lag()
    {
        await using var instance = await StartAsync(("Database:MaxLag", "00:00:00.2"));
        var start = Stopwatch.StartNew();

        // Ten times the allowed lag without a write: the replica would be avoided from then on if age were taken for lag. A record that the server itself writes makes it lag for a moment.
        await Eventually.IsTrueAsync(() => start.Elapsed > TimeSpan.FromSeconds(2));
        await Eventually.BecomesAsync(_ => instance.ReadAsync<string>(Read), static read => read.Role == DatabaseRole.Replica);
        await Eventually.IsTrueAsync(() => instance.Get<DatabaseConnections>().Servers.Replica!.BehindSince is null);
    }

    [Fact]
    public async Task A_position_beyond_the_primarys_own_is_ignored()
    {
        await using var instance = await StartAsync();

        (await instance.ReadAsync<string>(Read, new NpgsqlLogSequenceNumber(ulong.MaxValue))).ShouldBe(("jacket", DatabaseRole.Replica));
        (await instance.Database.IsBeyondAsync(new NpgsqlLogSequenceNumber(ulong.MaxValue), CancellationToken.None)).ShouldBeTrue();
        (await instance.Database.IsBeyondAsync((await instance.WriteAsync("update items set version = 2")).Position, CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_position_beyond_the_primarys_own_costs_a_question_to_each_server_and_no_wait()
    {
        await using var instance = await StartAsync();
        await instance.ReadPrimaryAsync<string>(Read);
        using var request = new Activity("request").Start();
        List<string> statements = [];
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Npgsql",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (span.TraceId == request.TraceId)
                {
                    statements.Add(span.GetTagItem("db.query.text") as string ?? span.DisplayName);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);

        (await instance.ReadAsync<string>(Read, new NpgsqlLogSequenceNumber(ulong.MaxValue))).ShouldBe(("jacket", DatabaseRole.Replica));

        statements.Count.ShouldBe(3, string.Join("; ", statements));
    }

    [Fact]
    public async Task The_position_of_a_read_is_at_least_the_one_that_was_asked_for()
    {
        await using var instance = await StartAsync();
        var written = await instance.WriteAsync("update items set version = 2");

        var (role, position) = await instance.Database.ReadAsync(written.Position, static (read, _) => Task.FromResult((read.Role, read.Position)), CancellationToken.None);

        (position >= written.Position).ShouldBeTrue($"{position} of the {role} against {written.Position}");
    }

    [Fact]
    public async Task One_host_serves_everything_and_knows_its_own_writes()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var instance = await Instance.StartAsync(server.ConnectionString(), typeof(ReadTests).Assembly);

        var written = await instance.WriteAsync("update items set name = 'coat' where id = 1");

        (await instance.ReadAsync<string>(Read)).ShouldBe(("coat", DatabaseRole.Primary));
        // Nobody writes any more, and still the next reader is known to see it all: its answer can be cached.
        var position = await instance.Database.ReadAsync(written.Position, static (read, _) => Task.FromResult(read.Position), CancellationToken.None);
        (position >= written.Position).ShouldBeTrue($"{position} against {written.Position}");
    }

    [Fact]
    public async Task An_error_of_the_query_is_the_callers_and_is_not_tried_elsewhere()
    {
        await using var instance = await StartAsync();
        var calls = 0;

        await Should.ThrowAsync<Npgsql.PostgresException>(() => instance.Database.ReadAsync<int>(
            null,
            async (read, token) =>
            {
                calls++;
                return await Instance.ScalarAsync<int>(read.Connection, "select nothing", token);
            },
            CancellationToken.None));

        calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_not_kept_waiting_and_gives_its_connection_back()
    {
        await using var instance = await StartAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Should.ThrowAsync<OperationCanceledException>(() => instance.Database.ReadAsync(
            null, (read, token) => Instance.ScalarAsync<string>(read.Connection, "select pg_sleep(20)::text", token), patience.Token));

        await Eventually.BecomesAsync(
            async _ => await PostgresPair.ScalarAsync(pair.Replica, "select count(*) from pg_stat_activity where query like 'select pg_sleep(20)%' and state = 'active'"),
            static count => count is 0L, because: "the query is cancelled on the server");
    }

    private async Task<Instance> StartAsync(params (string Key, string Value)[] settings)
    {
        var instance = await Instance.StartAsync(await pair.CreateDatabaseAsync(), typeof(ReadTests).Assembly, settings: settings);
        await Eventually.BecomesAsync(_ => instance.ReadAsync<string>(Read), static read => read == ("jacket", DatabaseRole.Replica), because: "the replica has the table");
        return instance;
    }
}
