namespace MyArch.DataDefaults.Tests.DatabaseTests;

[Collection(PairCollection.Name)]
public sealed class ServerMonitorTests(PostgresPair pair)
{
    [Fact]
    public async Task A_server_that_answers_with_an_error_is_asked_again()
    {
        var database = await pair.CreateDatabaseAsync();
        await using var instance = await Instance.StartAsync(database, typeof(ServerMonitorTests).Assembly);
        await instance.WriteAsync("create schema broken");
        await instance.WriteAsync(
            "create function broken.pg_postmaster_start_time() returns timestamptz language plpgsql as $$ begin raise exception 'no' using errcode = '42501'; end $$");
        var name = new Npgsql.NpgsqlConnectionStringBuilder(database).Database;
        await instance.WriteAsync($"alter database {name} set search_path = broken, pg_catalog, public");
        await PostgresPair.ExecuteAsync(pair.Primary, $"select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = '{name}'");
        await Eventually.IsTrueAsync(() => instance.Logs.Entries.Any(static entry => entry.Contains("could not be asked", StringComparison.Ordinal)));
        var before = instance.Get<DatabaseConnections>().Servers.Primary!.Last;

        await using var connection = new Npgsql.NpgsqlConnection($"{pair.Primary.ConnectionString(name!)};Pooling=false");
        await connection.OpenAsync();
        await Instance.ExecuteAsync(connection, "drop schema broken cascade", CancellationToken.None);

        await Eventually.IsTrueAsync(() => instance.Get<DatabaseConnections>().Servers.Primary!.Last != before, because: "the monitor goes on");
    }
}
