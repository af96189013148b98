using System.Globalization;
using Npgsql;

namespace MyArch.DataDefaults.Tests;

/// <summary>A primary and its streaming replica.</summary>
public sealed class PostgresPair : IAsyncLifetime
{
    private int _databases;

    internal PostgresServer Primary { get; private set; } = null!;

    internal PostgresServer Replica { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Primary = await PostgresServer.StartAsync();
        Replica = await Primary.StartReplicaAsync();
    }

    public async Task DisposeAsync()
    {
        await Replica.DisposeAsync();
        await Primary.DisposeAsync();
    }

    /// <summary>Makes an empty database on both, and returns its connection string of two hosts.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync(Primary, $"create database {name}");
        await Eventually.BecomesAsync(
            async _ => await ScalarAsync(Replica, $"select count(*) from pg_database where datname = '{name}'"), static count => count is 1L, because: "the replica has the database");
        return $"Host=127.0.0.1:{Primary.Port},127.0.0.1:{Replica.Port};Database={name};Username={PostgresServer.Superuser};Timeout=30;Maximum Pool Size=10";
    }

    /// <summary>Stops or resumes the replay of the log: the replica stays as it is, and goes on receiving.</summary>
    public Task PauseAsync() => ExecuteAsync(Replica, "select pg_wal_replay_pause()");

    public Task ResumeAsync() => ExecuteAsync(Replica, "select pg_wal_replay_resume()");

    internal static Task ExecuteAsync(PostgresServer server, string sql) => ScalarAsync(server, sql);

    internal static async Task<object?> ScalarAsync(PostgresServer server, string sql)
    {
        await using var connection = new NpgsqlConnection($"{server.ConnectionString()};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
