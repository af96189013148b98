using System.Reflection;

namespace MyArch.DataDefaults.Tests.Migrations;

[Collection(PairCollection.Name)]
public sealed class MigrationTests(PostgresPair pair)
{
    private static readonly Assembly Here = typeof(MigrationTests).Assembly;

    [Fact]
    public async Task Embedded_migrations_are_applied_in_order_and_recorded()
    {
        await using var instance = await Instance.StartAsync(await pair.CreateDatabaseAsync(), Here);

        (await instance.ReadPrimaryAsync<string>("select name from items where id = 1")).Value.ShouldBe("jacket");
        (await instance.ReadPrimaryAsync<string>("select string_agg(version || ' ' || name || ' ' || length(checksum), ', ' order by version) from schema_migrations")).Value
            .ShouldBe("1 items 64, 2 first_item 64");
    }

    [Fact]
    public async Task Ten_instances_that_start_at_once_apply_each_migration_once()
    {
        var database = await pair.CreateDatabaseAsync();

        var instances = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Instance.StartAsync($"{database};Maximum Pool Size=2", Here)));

        instances.Sum(static instance => instance.Logs.Entries.Count(static entry => entry.Contains("Applied the migration", StringComparison.Ordinal))).ShouldBe(2);
        (await instances[9].ReadPrimaryAsync<long>("select count(*) from items")).Value.ShouldBe(1);
        foreach (var instance in instances)
        {
            await instance.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_second_start_changes_nothing()
    {
        var database = await pair.CreateDatabaseAsync();
        await using (await Instance.StartAsync(database, Here))
        {
        }

        await using var second = await Instance.StartAsync(database, Here);

        second.Logs.Entries.ShouldNotContain(static entry => entry.Contains("Applied", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("update schema_migrations set checksum = 'x' where version = 1", "0001_items is not what was applied")]
    [InlineData("insert into schema_migrations (version, name, checksum) values (3, 'later', 'x')", "0003_later, which this version of the service does not know")]
    [InlineData("delete from schema_migrations where version = 1", "0001_items has a lower number than one that is applied")]
    public async Task A_database_of_other_migrations_keeps_the_service_from_starting(string change, string reason)
    {
        var database = await pair.CreateDatabaseAsync();
        await using (var first = await Instance.StartAsync(database, Here))
        {
            await first.WriteAsync(change);
        }

        await using var second = Instance.Create(database, Here);

        (await Should.ThrowAsync<MigrationException>(second.StartAsync)).Message.ShouldContain(reason);
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_nothing_of_itself()
    {
        await using var instance = await Instance.StartAsync(await pair.CreateDatabaseAsync());
        EmbeddedMigrations migrations = new([EmbeddedMigrations.Create(1, "good", "create table a (x int)"), EmbeddedMigrations.Create(2, "bad", "create table b (x int); select 1 / 0")]);
        var migrator = new Migrator(instance.Get<DatabaseConnections>(), migrations, Microsoft.Extensions.Logging.Abstractions.NullLogger<Migrator>.Instance);

        var failure = await Should.ThrowAsync<MigrationException>(() => migrator.MigrateAsync(CancellationToken.None));

        failure.Message.ShouldBe("The migration 0002_bad failed: division by zero");
        (await instance.ReadPrimaryAsync<string>("select concat(to_regclass('a'), '/', to_regclass('b'), '/', (select max(version) from schema_migrations))")).Value.ShouldBe("a//1");
    }

    [Fact]
    public void Two_migrations_of_one_number_are_an_error() =>
        Should.Throw<MigrationException>(() => EmbeddedMigrations.Ordered([EmbeddedMigrations.Create(7, "a", ""), EmbeddedMigrations.Create(7, "b", "")]))
            .Message.ShouldContain("0007_a and 0007_b");

    [Fact]
    public void A_checkout_with_other_line_ends_is_the_same_migration() =>
        EmbeddedMigrations.Create(1, "a", "select 1;\r\nselect 2;\r\n").ShouldBe(EmbeddedMigrations.Create(1, "a", "select 1;\nselect 2;\n"));

    [Fact]
    public async Task An_instance_starts_without_its_database_and_migrates_when_the_database_comes()
    {
        await using var late = await PostgresServer.StartAsync();
        late.Process.Shutdown();

        await using var instance = await Instance.StartAsync(late.ConnectionString(), Here);
        await Should.ThrowAsync<DatabaseUnavailableException>(() => instance.ReadAsync<int>("select 1"));
        await Should.ThrowAsync<DatabaseUnavailableException>(() => instance.WriteAsync("select 1"));

        await late.StartAsync();
        await Eventually.BecomesAsync(async _ => (await instance.ReadAsync<string>("select name from items")).Value, static name => name == "jacket");
    }

    [Fact]
    public async Task A_start_does_not_wait_longer_for_a_server_that_hangs_than_it_is_told()
    {
        await using var server = await PostgresServer.StartAsync();
        server.Process.Hang();
        var watch = System.Diagnostics.Stopwatch.StartNew();

        await using var instance = await Instance.StartAsync(server.ConnectionString(), Here, settings: [("Database:StartTimeout", "00:00:00.5"), ("Database:MonitorTimeout", "00:00:01")]);

        // It would be a minute.
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
        await Should.ThrowAsync<DatabaseUnavailableException>(() => instance.ReadAsync<int>("select 1"));
        server.Process.Resume();
        await Eventually.BecomesAsync(async _ => (await instance.ReadAsync<string>("select name from items")).Value, static name => name == "jacket");
    }

    [Fact]
    public async Task A_later_attempt_that_fails_in_an_unforeseen_way_is_not_the_last()
    {
        var database = await pair.CreateDatabaseAsync();
        await using var holder = new Npgsql.NpgsqlConnection($"{database.Replace($",127.0.0.1:{pair.Replica.Port}", "", StringComparison.Ordinal)};Pooling=false");
        await holder.OpenAsync();
        await Instance.ExecuteAsync(holder, $"select pg_advisory_lock({Migrator.LockKey})", CancellationToken.None);
        await using var instance = await Instance.StartAsync(database, Here, settings: ("Database:StartTimeout", "00:00:00.2"));

        await Eventually.BecomesAsync(
            _ => PostgresPair.ScalarAsync(
                pair.Primary,
                $"select count(pg_cancel_backend(pid)) from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = '{holder.Database}')"),
            static cancelled => cancelled is 1L, because: "an attempt has waited for the lock, and is cancelled");
        await Eventually.IsTrueAsync(() => instance.Logs.Entries.Any(static entry => entry.StartsWith("Error", StringComparison.Ordinal)), because: "it is logged");
        await holder.CloseAsync();

        await Eventually.BecomesAsync(async _ => (await instance.ReadAsync<string>("select name from items")).Value, static name => name == "jacket");
    }
}
