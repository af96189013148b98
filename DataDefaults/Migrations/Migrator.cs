using Microsoft.Extensions.Logging;
using Npgsql;

namespace MyArch.DataDefaults;

/// <summary>
/// Applies what is not applied yet, in order, each in a transaction with its row in <c>schema_migrations</c>. An advisory lock lets one instance do it while the others wait. What was applied must
/// still be there as it was: a change of it would be in no database but new ones.
/// </summary>
internal sealed partial class Migrator(DatabaseConnections connections, EmbeddedMigrations migrations, ILogger<Migrator> logger)
{
    // The letters of "migrate": one lock for each database, whichever service owns it.
    internal const long LockKey = 0x6D_69_67_72_61_74_65;

    // Seconds: for building an index, or for waiting until another instance has built it.
    private const int Patience = 600;

    private const string CreateTable = """
        create table if not exists schema_migrations (
            version    int primary key,
            name       text not null,
            checksum   text not null,
            applied_at timestamptz not null default now())
        """;

    /// <summary>Brings the primary to the newest version.</summary>
    /// <returns>How many migrations that took.</returns>
    public async Task<int> MigrateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await connections.OpenAsync(DatabaseRole.Primary, cancellationToken);
        await ExecuteAsync(connection, $"select pg_advisory_lock({LockKey})", cancellationToken);
        try
        {
            await ExecuteAsync(connection, CreateTable, cancellationToken);
            var applied = await ReadAppliedAsync(connection, cancellationToken);
            var pending = Pending(applied);
            foreach (var migration in pending)
            {
                await ApplyAsync(connection, migration, cancellationToken);
            }

            return pending.Count;
        }
        finally
        {
            // A connection that is broken has lost its lock already.
            if (connection.State == System.Data.ConnectionState.Open)
            {
                await ExecuteAsync(connection, $"select pg_advisory_unlock({LockKey})", CancellationToken.None);
            }
        }
    }

    /// <summary>Whether a replica has it all. It can tell while the primary is away, so that an instance that starts then still serves reads.</summary>
    public async Task<bool> IsReplicaReadyAsync(CancellationToken cancellationToken)
    {
        await using var connection = await connections.OpenAsync(DatabaseRole.Replica, cancellationToken);
        await using var exists = new NpgsqlCommand("select to_regclass('schema_migrations') is not null", connection);
        return await exists.ExecuteScalarAsync(cancellationToken) is true && Pending(await ReadAppliedAsync(connection, cancellationToken)).Count == 0;
    }

    /// <summary>Compares what there is with what was applied.</summary>
    internal IReadOnlyList<Migration> Pending(IReadOnlyDictionary<int, (string Name, string Checksum)> applied)
    {
        var known = migrations.All.ToDictionary(static migration => migration.Version);
        foreach (var (version, (name, checksum)) in applied.OrderBy(static row => row.Key))
        {
            if (!known.TryGetValue(version, out var migration))
            {
                throw new MigrationException($"The database has the migration {version:D4}_{name}, which this version of the service does not know: it is older than the database.");
            }

            if (migration.Checksum != checksum)
            {
                throw new MigrationException($"The migration {migration} is not what was applied to the database as {version:D4}_{name}: put it back, and write a new migration for the change.");
            }
        }

        var newest = applied.Count == 0 ? 0 : applied.Keys.Max();
        List<Migration> pending = [.. migrations.All.Where(migration => !applied.ContainsKey(migration.Version))];
        return pending.Find(migration => migration.Version < newest) is { } late
            ? throw new MigrationException($"The migration {late} has a lower number than one that is applied already ({newest:D4}): give it the next one.")
            : pending;
    }

    private static async Task<Dictionary<int, (string Name, string Checksum)>> ReadAppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        Dictionary<int, (string, string)> applied = [];
        await using var command = new NpgsqlCommand("select version, name, checksum from schema_migrations", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            applied.Add(reader.GetInt32(0), (reader.GetString(1), reader.GetString(2)));
        }

        return applied;
    }

    private async Task ApplyAsync(NpgsqlConnection connection, Migration migration, CancellationToken cancellationToken)
    {
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await ExecuteAsync(connection, migration.Sql, cancellationToken);
            await using var record = new NpgsqlCommand("insert into schema_migrations (version, name, checksum) values ($1, $2, $3)", connection)
            {
                Parameters = { new() { Value = migration.Version }, new() { Value = migration.Name }, new() { Value = migration.Checksum } },
            };
            await record.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (PostgresException refusal) when (!DatabaseFailures.IsUnavailable(refusal) && !DatabaseFailures.IsConflict(refusal))
        {
            throw new MigrationException($"The migration {migration} failed: {refusal.MessageText}", refusal);
        }

        LogApplied(migration);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = Patience };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(1, LogLevel.Information, "Applied the migration {Migration}")]
    private partial void LogApplied(Migration migration);
}
