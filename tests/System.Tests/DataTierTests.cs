using System.Net.Sockets;
using System.Text;
using Aspire.Hosting.Testing;
using Npgsql;
using StackExchange.Redis;

namespace MyArch.SystemTests;

[Collection(ProdCollection.Name)]
public sealed class DataTierTests(ProdSystem system)
{
    [Fact]
    public async Task What_is_written_on_the_primary_is_read_on_the_replica()
    {
        await using var primary = await system.OpenAdminAsync("postgres-primary");
        await using var replica = await system.OpenAdminAsync("postgres-replica");
        var table = $"written_{Guid.NewGuid():N}";

        await ExecuteAsync(primary, $"create table {table} as select 42 as answer");

        await Eventually.BecomesAsync(
            async _ => await ScalarAsync<int>(replica, $"select answer from {table}"), static answer => answer == 42, because: "the row is on the replica");
    }

    [Fact]
    public async Task The_replica_streams_through_its_slot_and_refuses_writes()
    {
        await system.RestoreAsync();
        await using var primary = await system.OpenAdminAsync("postgres-primary");
        await using var replica = await system.OpenAdminAsync("postgres-replica");

        (await ScalarAsync<bool>(replica, "select pg_is_in_recovery()")).ShouldBeTrue();
        // After a primary that was away the replica tries every few seconds.
        await Eventually.BecomesAsync(
            async _ => await ScalarAsync<string>(primary, "select coalesce(string_agg(state, ','), 'none') from pg_stat_replication"), static state => state == "streaming", because: "the replica streams");
        (await ScalarAsync<bool>(primary, "select active from pg_replication_slots where slot_name = 'postgres_replica'")).ShouldBeTrue();
        var refused = await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(replica, "create table refused (id int)"));
        refused.SqlState.ShouldBe(PostgresErrorCodes.ReadOnlySqlTransaction);
    }

    [Theory]
    [InlineData("store")]
    [InlineData("press")]
    public async Task Both_servers_have_the_databases(string database)
    {
        foreach (var server in new[] { "postgres-primary", "postgres-replica" })
        {
            await using var connection = await system.OpenAdminAsync(server, database);
            (await ScalarAsync<string>(connection, "select current_database()::text")).ShouldBe(database);
        }
    }

    /// <summary>What a server is told at its start decides what a crash of the machine costs, and what happens when the memory is full: no test can bring about either.</summary>
    [Theory]
    [InlineData("sessions", "appendonly", "yes")]
    [InlineData("sessions", "appendfsync", "always")]
    [InlineData("sessions", "maxmemory", "536870912")]
    [InlineData("sessions", "maxmemory-policy", "noeviction")]
    [InlineData("cache", "appendonly", "no")]
    [InlineData("cache", "maxmemory", "134217728")]
    [InlineData("cache", "maxmemory-policy", "allkeys-lru")]
    public async Task Sessions_forget_nothing_and_the_cache_forgets_what_nobody_asks_for(string server, string setting, string value)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync((await system.Application.GetConnectionStringAsync(server))!);

        var answer = (RedisValue[])(await redis.GetDatabase().ExecuteAsync("CONFIG", "GET", setting))!;

        answer.ShouldBe([setting, value]);
    }

    [Theory]
    [InlineData("postgres-primary")]
    [InlineData("postgres-replica")]
    public async Task A_Postgres_server_has_as_many_connections_as_the_pools_are_made_for_and_waits_for_the_disk(string server)
    {
        await using var connection = await system.OpenAdminAsync(server);

        (await ScalarAsync<string>(connection, "show max_connections")).ShouldBe("100");
        (await ScalarAsync<string>(connection, "select current_setting('fsync') || ' ' || current_setting('synchronous_commit')")).ShouldBe("on on");
    }

    [Fact]
    public async Task Sessions_wants_its_password()
    {
        var connectionString = await system.Application.GetConnectionStringAsync("sessions");
        var parts = connectionString!.Split(',', 2);
        var address = parts[0].Split(':');
        var password = parts[1].Split("password=", 2)[1].Split(',')[0];
        using var client = new TcpClient(address[0], int.Parse(address[1]));
        await using var stream = client.GetStream();

        (await AskAsync(stream, "PING")).ShouldStartWith("-NOAUTH");
        (await AskAsync(stream, $"AUTH {password}")).ShouldBe("+OK\r\n");
        (await AskAsync(stream, "PING")).ShouldBe("+PONG\r\n");
    }

    private static async Task<string> AskAsync(NetworkStream redis, string command)
    {
        await redis.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"));
        var buffer = new byte[4096];
        return Encoding.ASCII.GetString(buffer, 0, await redis.ReadAsync(buffer));
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
