using Npgsql;

namespace MyArch.Catalog.Tests;

/// <summary>A primary with its replica and a Redis, started once for all tests. Each test class has a database of its own.</summary>
public sealed class DataTier : IAsyncLifetime
{
    private int _databases;
    private PostgresServer? _primary;
    private PostgresServer? _replica;
    private RedisServer? _redis;

    internal PostgresServer Primary => _primary ?? throw NotStarted;

    internal PostgresServer Replica => _replica ?? throw NotStarted;

    internal RedisServer Redis => _redis ?? throw NotStarted;

    private static InvalidOperationException NotStarted => new("The data tier has not been started.");

    public async Task InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        _primary = await PostgresServer.StartAsync(settings: ["-c", "max_connections=200"]);
        _replica = await _primary.StartReplicaAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var server in (IAsyncDisposable?[])[_replica, _primary, _redis])
        {
            if (server is not null)
            {
                await server.DisposeAsync();
            }
        }
    }

    /// <summary>Makes an empty database.</summary>
    internal async Task<string> CreateDatabaseAsync()
    {
        var database = $"store_{++_databases}";
        await ExecuteAsync(Primary, "postgres", $"CREATE DATABASE {database}");
        return database;
    }

    /// <summary>The connection string that an instance gets: the primary alone, or both servers.</summary>
    internal string Store(string database, bool withReplica = false) =>
        $"Host=127.0.0.1:{Primary.Port}{(withReplica ? $",127.0.0.1:{Replica.Port}" : "")};Username={PostgresServer.Superuser};Database={database};Timeout=30;Maximum Pool Size=20";

    /// <summary>An instance of the service on a database.</summary>
    internal CatalogServer CreateServer(string database, bool withReplica = false, string id = "catalog-a1", params (string Key, string Value)[] settings) =>
        new(
            Store(database, withReplica),
            Redis.ConnectionString,
            id,
            [
                // The servers' caches are apart, as their databases are.
                ("Cache:Prefix", $"cache:catalog:{database}:"),
                // A machine that is busy with other tests is slow and not broken.
                ("Cache:OperationTimeout", "00:00:10"),
                ("Database:MonitorTimeout", "00:00:10"),
                ("Database:ReadTimeout", "00:00:20"),
                ("Database:WriteTimeout", "00:00:30"),
                ("Database:StartTimeout", "00:01:00"),
                .. settings,
            ]);

    /// <summary>Runs one statement as the superuser on the primary, and returns the first value of its first row.</summary>
    internal Task<object?> ExecuteAsync(string database, string sql) => ExecuteAsync(Primary, database, sql);

    /// <summary>Lets the replica stand still: what is committed from now on, it does not see.</summary>
    internal Task PauseReplicaAsync() => ExecuteAsync(Replica, "postgres", "SELECT pg_wal_replay_pause()");

    /// <summary>Lets the replica go on.</summary>
    internal Task ResumeReplicaAsync() => ExecuteAsync(Replica, "postgres", "SELECT pg_wal_replay_resume()");

    private static async Task<object?> ExecuteAsync(PostgresServer server, string database, string sql)
    {
        // Not pooled: no connection of the tests is left over when a server is stopped.
        await using var connection = new NpgsqlConnection($"{server.ConnectionString(database)};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
