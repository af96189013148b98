using Aspire.Hosting.Testing;
using Npgsql;
using StackExchange.Redis;

namespace MyArch.SystemTests.Shop;

/// <summary>Each service's credential opens its own data and nothing else.</summary>
[Collection(ProdCollection.Name)]
public sealed class CredentialTests(ProdSystem system)
{
    [Theory]
    [InlineData("cart-sessions", "cart:probe", true)]
    [InlineData("cart-sessions", "order:probe", true)]
    [InlineData("cart-sessions", "idem:probe", true)]
    [InlineData("cart-sessions", "lease:probe", false)]
    [InlineData("cart-sessions", "cache:catalog:probe", false)]
    [InlineData("catalog-cache", "cache:catalog:probe", true)]
    [InlineData("catalog-cache", "cache:media:probe", false)]
    [InlineData("catalog-cache", "cart:probe", false)]
    [InlineData("catalog-cache", "probe", false)]
    [InlineData("media-cache", "cache:media:probe", true)]
    [InlineData("media-cache", "cache:catalog:probe", false)]
    [InlineData("worker-lease", "lease:probe", true)]
    [InlineData("worker-lease", "cart:probe", false)]
    [InlineData("worker-lease", "order:probe", false)]
    [InlineData("worker-lease", "idem:probe", false)]
    public async Task A_Redis_user_reaches_its_own_keys_only(string connectionName, string key, bool mayReach)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync((await system.Application.GetConnectionStringAsync(connectionName))!);
        var database = redis.GetDatabase();

        if (mayReach)
        {
            (await database.StringSetAsync(key, "1", TimeSpan.FromMinutes(1))).ShouldBeTrue();
            ((string?)await database.StringGetAsync(key)).ShouldBe("1");
        }
        else
        {
            (await Should.ThrowAsync<RedisServerException>(() => database.StringGetAsync(key))).Message.ShouldContain("NOPERM");
            (await Should.ThrowAsync<RedisServerException>(() => database.StringSetAsync(key, "1"))).Message.ShouldContain("NOPERM");
        }
    }

    [Theory]
    [InlineData("cart-sessions", "cache")]
    [InlineData("worker-lease", "cache")]
    [InlineData("catalog-cache", "sessions")]
    [InlineData("media-cache", "sessions")]
    public async Task A_Redis_user_is_unknown_to_the_other_server(string connectionName, string other)
    {
        var options = ConfigurationOptions.Parse((await system.Application.GetConnectionStringAsync(connectionName))!);
        options.EndPoints.Clear();
        options.EndPoints.Add(ConfigurationOptions.Parse((await system.Application.GetConnectionStringAsync(other))!).EndPoints[0]);
        options.AbortOnConnectFail = true;

        (await Should.ThrowAsync<RedisConnectionException>(() => ConnectionMultiplexer.ConnectAsync(options))).ToString().ShouldContain("WRONGPASS");
    }

    [Theory]
    [InlineData("KEYS", "*")]
    [InlineData("SCAN", "0")]
    [InlineData("RANDOMKEY")]
    [InlineData("DBSIZE")]
    [InlineData("FLUSHALL")]
    [InlineData("CONFIG", "GET", "requirepass")]
    [InlineData("ACL", "LIST")]
    [InlineData("SHUTDOWN")]
    public async Task No_service_administers_Redis(string command, params string[] arguments)
    {
        foreach (var connectionName in new[] { "cart-sessions", "catalog-cache", "media-cache", "worker-lease" })
        {
            await using var redis = await ConnectionMultiplexer.ConnectAsync((await system.Application.GetConnectionStringAsync(connectionName))!);
            (await Should.ThrowAsync<RedisServerException>(() => redis.GetDatabase().ExecuteAsync(command, [.. arguments]))).Message.ShouldContain("NOPERM");
        }
    }

    [Theory]
    [InlineData("store", "catalog")]
    [InlineData("press", "media")]
    public async Task A_Postgres_role_owns_its_database_and_can_connect_to_no_other(string name, string role)
    {
        foreach (var server in new[] { "postgres-primary", "postgres-replica" })
        {
            var own = await SettingsAsync(name, server);
            await using (var connection = new NpgsqlConnection(own.ConnectionString))
            {
                await connection.OpenAsync();
                await using var who = new NpgsqlCommand("select current_user || ' ' || (select rolname from pg_roles join pg_database on datdba = pg_roles.oid where datname = current_database()) "
                    + "|| ' ' || (select rolsuper or rolcreaterole or rolcreatedb or rolreplication from pg_roles where rolname = current_user)", connection);
                (await who.ExecuteScalarAsync()).ShouldBe($"{role} {role} false");
            }

            foreach (var other in new[] { "store", "press", "postgres", "template1" }.Where(database => database != name))
            {
                await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(own.ConnectionString) { Database = other }.ConnectionString);
                (await Should.ThrowAsync<PostgresException>(() => connection.OpenAsync())).SqlState.ShouldBe(PostgresErrorCodes.InvalidAuthorizationSpecification, $"{role} in {other}");
            }
        }
    }

    [Fact]
    public async Task No_secret_is_on_a_command_line()
    {
        List<string> secrets = [];
        foreach (var parameter in system.Parameters().Where(static parameter => parameter.Secret))
        {
            secrets.Add((await parameter.GetValueAsync(CancellationToken.None))!);
        }

        secrets.Count.ShouldBeGreaterThan(8);
        foreach (var process in InstanceProcesses.DescendantsOf(Environment.ProcessId))
        {
            var line = InstanceProcesses.CommandLine(process);
            secrets.ShouldAllBe(secret => !line.Contains(secret, StringComparison.Ordinal), line.Split(' ')[0]);
        }
    }

    // One of the two hosts of the service's own connection string.
    private async Task<NpgsqlConnectionStringBuilder> SettingsAsync(string name, string server)
    {
        var address = new NpgsqlConnectionStringBuilder(await system.Application.GetConnectionStringAsync(server));
        var settings = new NpgsqlConnectionStringBuilder(await system.Application.GetConnectionStringAsync(name));
        settings.Host!.ShouldContain($"{address.Port}");
        return new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Host = address.Host, Port = address.Port, Pooling = false, Timeout = 30 };
    }
}
