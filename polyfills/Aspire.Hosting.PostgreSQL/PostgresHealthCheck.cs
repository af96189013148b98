using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Aspire.Hosting.Postgres;

/// <summary>Healthy when a query is answered. Keeps one connection of its own open between checks.</summary>
internal sealed class PostgresHealthCheck(ReferenceExpression connectionString, string database) : IHealthCheck
{
    private const int SecondsToAnswer = 3;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(await connectionString.GetValueAsync(cancellationToken))
            {
                Database = database,
                Timeout = SecondsToAnswer,
                CommandTimeout = SecondsToAnswer,
                MaxPoolSize = 1,
                ApplicationName = "health",
            };
            await using var connection = new NpgsqlConnection(settings.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("SELECT 1", connection);
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy(failure.Message, failure);
        }
    }
}
