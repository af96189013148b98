using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MyArch.ServiceDefaults;
using Npgsql;

namespace MyArch.DataDefaults;

/// <summary>Registers a service's database.</summary>
public static class DatabaseRegistration
{
    /// <summary>
    /// Adds <see cref="Database"/> for a connection string of one host, or of a primary and its replicas, with <see cref="DatabaseOptions"/> from the section <c>Database</c>. For each instance of the service a
    /// server needs <c>Maximum Pool Size</c> connections and one or two more.
    /// </summary>
    /// <param name="builder">The host's builder.</param>
    /// <param name="connectionName">The name in the section <c>ConnectionStrings</c>.</param>
    /// <param name="migrations">
    /// The assembly with the embedded resources <c>….Migrations.NNNN_name.sql</c>, which are applied to the primary when the host starts (<see cref="Migrator"/>); <see langword="null"/> for none.
    /// </param>
    public static IHostApplicationBuilder AddDatabase(this IHostApplicationBuilder builder, string connectionName, Assembly? migrations = null)
    {
        builder.AddValidatedOptions<DatabaseOptions>(DatabaseOptions.Section);
        builder.AddTelemetryMeters(DataMetrics.MeterName);

        var settings = new DatabaseSettings();
        builder.AddNpgsqlDataSource(connectionName, configureDataSourceBuilder: settings.Use);
        builder.Services.AddSingleton(services =>
        {
            settings.Options = services.GetRequiredService<IOptions<DatabaseOptions>>().Value;
            return new DatabaseConnections(services.GetRequiredService<NpgsqlDataSource>(), settings, services.GetRequiredService<ILoggerFactory>());
        });

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<DataMetrics>();
        builder.Services.AddSingleton(EmbeddedMigrations.In(migrations));
        builder.Services.AddSingleton<SchemaState>();
        builder.Services.AddSingleton<DatabaseReader>();
        builder.Services.AddSingleton<DatabaseWriter>();
        builder.Services.AddSingleton(static services => new Database(
            services.GetRequiredService<DatabaseReader>(), services.GetRequiredService<DatabaseWriter>(), services.GetRequiredService<DatabaseConnections>(), services.GetRequiredService<SchemaState>()));
        builder.Services.AddSingleton<Migrator>();
        builder.Services.AddHostedService<ServerMonitor>();
        builder.Services.AddHostedService<MigrationService>();
        return builder;
    }
}
