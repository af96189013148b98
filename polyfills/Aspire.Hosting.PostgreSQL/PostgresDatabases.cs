using Aspire.Hosting.ApplicationModel;
using Npgsql;

namespace Aspire.Hosting.Postgres;

/// <summary>Creates the databases of a server that is ready.</summary>
internal static class PostgresDatabases
{
    public static async Task CreateMissingAsync(PostgresServerResource server, IResourceCollection resources, CancellationToken cancellationToken)
    {
        var databases = resources.OfType<PostgresDatabaseResource>().Where(database => database.Parent == server).ToList();
        if (databases.Count == 0)
        {
            return;
        }

        var settings = new NpgsqlConnectionStringBuilder(await server.ConnectionStringExpression.GetValueAsync(cancellationToken)) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        foreach (var database in databases)
        {
            await CreateAsync(connection, database, cancellationToken);
        }
    }

    private static async Task CreateAsync(NpgsqlConnection connection, PostgresDatabaseResource database, CancellationToken cancellationToken)
    {
        var quoted = database.DatabaseName.Replace("\"", "\"\"", StringComparison.Ordinal);
        var script = database.Annotations.OfType<PostgresCreationScriptAnnotation>().LastOrDefault()?.Script ?? $"CREATE DATABASE \"{quoted}\"";
#pragma warning disable CA2100 // The application's own statement; an identifier cannot be a parameter, and the default's is quoted.
        await using var command = new NpgsqlCommand(script, connection);
#pragma warning restore CA2100
        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException exists) when (exists.SqlState == PostgresErrorCodes.DuplicateDatabase)
        {
            // From an earlier start: the data outlives it.
        }
    }
}
