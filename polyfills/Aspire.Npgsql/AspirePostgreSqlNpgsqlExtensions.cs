using Aspire.Npgsql;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Microsoft.Extensions.Hosting;

/// <summary>Connects a service to PostgreSQL.</summary>
public static class AspirePostgreSqlNpgsqlExtensions
{
    private const string Section = "Aspire:Npgsql";
    private const string HealthCheck = "PostgreSql";

    /// <summary>
    /// Registers an <see cref="NpgsqlDataSource"/> for the connection string of that name, with a health check, tracing and metrics. It is an
    /// <see cref="NpgsqlMultiHostDataSource"/> when the string names several hosts.
    /// </summary>
    /// <param name="builder">The host's builder, whose configuration is read now.</param>
    /// <param name="connectionName">The name in the section <c>ConnectionStrings</c>.</param>
    /// <param name="configureSettings">Changes the settings after they are read.</param>
    /// <param name="configureDataSourceBuilder">Changes the data source before it is made.</param>
    /// <remarks>A missing connection string is an <see cref="InvalidOperationException"/> of the first use, not of this call.</remarks>
    public static void AddNpgsqlDataSource(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<NpgsqlSettings>? configureSettings = null,
        Action<NpgsqlDataSourceBuilder>? configureDataSourceBuilder = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);

        var settings = Read(builder.Configuration, connectionName);
        configureSettings?.Invoke(settings);
        AddDataSource(builder.Services, settings, connectionName, configureDataSourceBuilder);

        if (!settings.DisableHealthChecks && Mark(builder, $"Aspire.HealthChecks.{HealthCheck}"))
        {
            builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
                HealthCheck, static services => new NpgsqlHealthCheck(services.GetRequiredService<NpgsqlDataSource>()), failureStatus: null, tags: null, timeout: null));
        }

        if (!settings.DisableTracing)
        {
            builder.Services.AddOpenTelemetry().WithTracing(static tracing => tracing.AddSource("Npgsql"));
        }

        if (!settings.DisableMetrics)
        {
            builder.Services.AddOpenTelemetry().WithMetrics(static metrics => metrics.AddMeter("Npgsql"));
        }
    }

    private static NpgsqlSettings Read(IConfiguration configuration, string connectionName)
    {
        NpgsqlSettings settings = new();
        var section = configuration.GetSection(Section);
        section.Bind(settings);
        section.GetSection(connectionName).Bind(settings);
        if (configuration.GetConnectionString(connectionName) is { } connectionString)
        {
            settings.ConnectionString = connectionString;
        }

        return settings;
    }

    private static void AddDataSource(
        IServiceCollection services, NpgsqlSettings settings, string connectionName, Action<NpgsqlDataSourceBuilder>? configure)
    {
        services.TryAddSingleton(provider =>
        {
            if (string.IsNullOrWhiteSpace(settings.ConnectionString))
            {
                throw new InvalidOperationException(
                    $"There is no connection string: set 'ConnectionStrings:{connectionName}', or 'ConnectionString' in the section '{Section}' or '{Section}:{connectionName}'.");
            }

            var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
            builder.UseLoggerFactory(provider.GetService<ILoggerFactory>());
            configure?.Invoke(builder);
            return builder.Build();
        });
    }

    // Two registrations of one name would fail when the health checks run.
    private static bool Mark(IHostApplicationBuilder builder, string key) => builder.Properties.TryAdd(key, true);
}
