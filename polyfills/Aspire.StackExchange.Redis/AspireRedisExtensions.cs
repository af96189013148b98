using Aspire.StackExchange.Redis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;
using StackExchange.Redis.Connection;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers a Redis client that is configured by its connection string.</summary>
public static class AspireRedisExtensions
{
    private const string SectionName = "Aspire:StackExchange:Redis";
    private const string HealthCheckName = "StackExchange.Redis";

    /// <summary>
    /// Registers <see cref="IConnectionMultiplexer"/> as a singleton that connects when it is first asked for, with a health check and spans.
    /// </summary>
    /// <remarks>
    /// Unless the connection string says <c>abortConnect=true</c>, a server that is down is no error then: the multiplexer goes on trying, and
    /// the first use waits for <c>connectTimeout</c> at most. Without a connection string the first use fails with
    /// <see cref="InvalidOperationException"/>.
    /// </remarks>
    /// <param name="builder">The host.</param>
    /// <param name="connectionName">The name of the connection string.</param>
    /// <param name="configureSettings">Changes what was read from the sections <c>Aspire:StackExchange:Redis</c> and <c>Aspire:StackExchange:Redis:{name}</c>.</param>
    /// <param name="configureOptions">Changes what was read from the connection string.</param>
    public static void AddRedisClient(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<StackExchangeRedisSettings>? configureSettings = null,
        Action<ConfigurationOptions>? configureOptions = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);

        var sections = new RedisSections(builder.Configuration.GetSection(SectionName), connectionName);
        var settings = sections.ReadSettings();
        settings.ConnectionString = builder.Configuration.GetConnectionString(connectionName) ?? settings.ConnectionString;
        configureSettings?.Invoke(settings);

        var factory = new RedisConnectionFactory(connectionName, settings, sections, configureOptions);
        builder.Services.AddSingleton(factory.Connect);
        if (!settings.DisableTracing)
        {
            builder.Services.AddOpenTelemetry().WithTracing(static tracing => tracing.AddSource(CommandTracing.SourceName));
        }

        if (!settings.DisableHealthChecks)
        {
            AddHealthCheck(builder);
        }
    }

    /// <summary>Once, however often the client is registered.</summary>
    private static void AddHealthCheck(IHostApplicationBuilder builder)
    {
        if (builder.Properties.TryAdd($"Aspire.HealthChecks.{HealthCheckName}", value: true))
        {
            // The multiplexer is made when the check runs: a server that is down must not keep the host from starting.
            builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
                HealthCheckName,
                static services => new RedisHealthCheck(services.GetRequiredService<IConnectionMultiplexer>),
                failureStatus: null,
                tags: null));
        }
    }
}
