using Npgsql;

namespace MyArch.DataDefaults.Tests.DatabaseTests;

[Collection(PairCollection.Name)]
public sealed class WriteTests(PostgresPair pair)
{
    private const string Bump = "update items set version = version + 1 where id = 1";

    [Fact]
    public async Task An_exception_rolls_the_transaction_back_and_is_the_callers()
    {
        await using var instance = await StartAsync();

        await Should.ThrowAsync<FormatException>(() => instance.Database.WriteAsync<int>(
            async (connection, token) =>
            {
                await Instance.ExecuteAsync(connection, Bump, token);
                throw new FormatException();
            },
            CancellationToken.None));

        (await VersionAsync(instance)).ShouldBe(1);
    }

    [Fact]
    public async Task A_violated_constraint_is_no_reason_to_try_again()
    {
        await using var instance = await StartAsync();
        var calls = 0;

        (await Should.ThrowAsync<PostgresException>(() => instance.Database.WriteAsync(
            async (connection, token) =>
            {
                calls++;
                return await Instance.ExecuteAsync(connection, "insert into items (id, name) values (1, 'again')", token);
            },
            CancellationToken.None))).SqlState.ShouldBe(PostgresErrorCodes.UniqueViolation);

        calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_constraint_that_is_checked_at_the_commit_is_no_unknown_outcome()
    {
        await using var instance = await StartAsync();
        await instance.WriteAsync("alter table items add column parent int references items deferrable initially deferred");

        (await Should.ThrowAsync<PostgresException>(() => instance.WriteAsync("update items set parent = 99"))).SqlState.ShouldBe(PostgresErrorCodes.ForeignKeyViolation);
    }

    [Fact]
    public async Task Deadlocks_are_resolved_by_doing_one_transaction_again()
    {
        await using var instance = await StartAsync();
        await instance.WriteAsync("insert into items (id, name) values (2, 'hat')");
        var calls = 0;
        using var meeting = new Barrier(2);
        using var measured = instance.Measure();

        await Task.WhenAll(LockBothAsync(1, 2), LockBothAsync(2, 1));

        calls.ShouldBe(3);
        measured.Sum("myarch.database.write.retried").ShouldBe(1);
        (await instance.ReadPrimaryAsync<long>("select sum(version) from items")).Value.ShouldBe(6);

        Task LockBothAsync(int first, int second) => Task.Run(() => instance.Database.WriteAsync(
            async (connection, token) =>
            {
                await Instance.ExecuteAsync(connection, "set local deadlock_timeout = '50ms'", token);
                await Instance.ExecuteAsync(connection, $"update items set version = version + 1 where id = {first}", token);
                if (Interlocked.Increment(ref calls) <= 2)
                {
                    meeting.SignalAndWait(token);
                }

                return await Instance.ExecuteAsync(connection, $"update items set version = version + 1 where id = {second}", token);
            },
            CancellationToken.None));
    }

    [Fact]
    public async Task Conflicts_without_end_are_given_up()
    {
        await using var instance = await StartAsync(("Database:WriteAttempts", "3"));
        var calls = 0;

        await Should.ThrowAsync<PostgresException>(() => instance.Database.WriteAsync(
            async (connection, token) =>
            {
                calls++;
                return await Instance.ExecuteAsync(connection, "do $$ begin raise exception using errcode = '40001'; end $$", token);
            },
            CancellationToken.None));

        calls.ShouldBe(3);
    }

    [Fact]
    public async Task A_connection_lost_at_the_commit_is_an_error_of_its_own_and_is_not_repeated()
    {
        await using var instance = await StartAsync();
        // The commit waits here, and dies.
        await instance.WriteAsync("create function wait() returns trigger language plpgsql as $$ begin perform pg_sleep(30); return null; end $$");
        await instance.WriteAsync("create constraint trigger wait after update on items deferrable initially deferred for each row execute function wait()");
        var calls = 0;

        var write = instance.Database.WriteAsync(
            async (connection, token) =>
            {
                calls++;
                return await Instance.ExecuteAsync(connection, Bump, token);
            },
            CancellationToken.None);
        await Eventually.BecomesAsync(
            async _ => await PostgresPair.ScalarAsync(pair.Primary, "select count(pg_terminate_backend(pid)) from pg_stat_activity where query = 'COMMIT' and state = 'active'"),
            static count => count is 1L, because: "the commit is under way");

        await Should.ThrowAsync<CommitOutcomeUnknownException>(() => write);
        calls.ShouldBe(1);
        (await VersionAsync(instance)).ShouldBe(1);
        (await instance.WriteAsync("select 1")).Position.ShouldNotBe(default);
    }

    [Fact]
    public async Task A_caller_who_gives_up_before_the_commit_leaves_nothing()
    {
        await using var instance = await StartAsync();
        using var patience = new CancellationTokenSource();

        var write = instance.Database.WriteAsync(
            async (connection, token) =>
            {
                await Instance.ExecuteAsync(connection, Bump, token);
                await patience.CancelAsync();
                return await Instance.ScalarAsync<string>(connection, "select pg_sleep(20)::text", token);
            },
            patience.Token);

        await Should.ThrowAsync<OperationCanceledException>(() => write);
        await Eventually.BecomesAsync(async token => (await instance.WriteAsync(Bump, token)).Value, static rows => rows == 1, because: "the row is not locked any more");
        (await VersionAsync(instance)).ShouldBe(2);
    }

    [Fact]
    public async Task A_write_alone_is_undisturbed_and_one_beside_others_is_not()
    {
        await using var instance = await StartAsync();

        await Eventually.BecomesAsync(async token => (await instance.WriteAsync(Bump, token)).IsUndisturbed, static alone => alone, because: "nobody else writes, autovacuum included");
        var beside = await instance.Database.WriteAsync(
            async (connection, token) =>
            {
                await Instance.ExecuteAsync(connection, Bump, token);
                await instance.WriteAsync("insert into items (id, name) values (2, 'hat')", token);
                return await Instance.ExecuteAsync(connection, Bump, token);
            },
            CancellationToken.None);

        beside.IsUndisturbed.ShouldBeFalse();
    }

    [Fact]
    public async Task Positions_rise_with_the_writes()
    {
        await using var instance = await StartAsync();
        var last = (await instance.WriteAsync(Bump)).Position;

        for (var i = 0; i < 50; i++)
        {
            var next = (await instance.WriteAsync(Bump)).Position;
            (next > last).ShouldBeTrue();
            last = next;
        }
    }

    private static async Task<int> VersionAsync(Instance instance) => (await instance.ReadPrimaryAsync<int>("select version from items where id = 1")).Value;

    private async Task<Instance> StartAsync(params (string Key, string Value)[] settings) =>
        await Instance.StartAsync(await pair.CreateDatabaseAsync(), typeof(WriteTests).Assembly, settings: settings);
}
