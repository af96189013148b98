using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace MyArch.AppHost.Postgres;

/// <summary>Healthy when the replica is in recovery and receives the primary's write-ahead log. Reads only.</summary>
internal sealed class PostgresReplicaHealthCheck(PostgresReplicaResource replica) : IHealthCheck
{
    private const string Question = "select pg_is_in_recovery(), coalesce((select status from pg_stat_wal_receiver), 'no WAL receiver')";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(await replica.ConnectionStringExpression.GetValueAsync(cancellationToken))
            {
                Database = "postgres",
                Timeout = 3,
                CommandTimeout = 3,
                MaxPoolSize = 1,
                ApplicationName = "health",
            };
            await using var connection = new NpgsqlConnection(settings.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand(Question, connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            var (inRecovery, receiver) = (reader.GetBoolean(0), reader.GetString(1));
            return inRecovery && receiver == "streaming"
                ? HealthCheckResult.Healthy()
                : new HealthCheckResult(context.Registration.FailureStatus, inRecovery ? $"Not streaming: {receiver}." : "Not in recovery: this is no replica.");
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, failure.Message, failure);
        }
    }
}
