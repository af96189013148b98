using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Aspire.StackExchange.Redis;

/// <summary>Makes the multiplexer when it is first asked for.</summary>
internal sealed class RedisConnectionFactory(
    string connectionName, StackExchangeRedisSettings settings, RedisSections sections, Action<ConfigurationOptions>? configureOptions)
{
    /// <exception cref="InvalidOperationException">There is no connection string.</exception>
    /// <exception cref="RedisConnectionException">The server cannot be reached, and the connection string says <c>abortConnect=true</c>.</exception>
    public IConnectionMultiplexer Connect(IServiceProvider services)
    {
        var options = string.IsNullOrWhiteSpace(settings.ConnectionString) ? new ConfigurationOptions() : ConfigurationOptions.Parse(settings.ConnectionString);

        // As the original: an application that starts before its server is the usual case.
        options.AbortsByDefault = false;
        sections.Apply(options);
        configureOptions?.Invoke(options);
        if (options.EndPoints.Count == 0)
        {
            throw new InvalidOperationException(
                $"No endpoints specified. Ensure a valid connection string was provided in 'ConnectionStrings:{connectionName}' or for the 'Aspire:StackExchange:Redis:ConnectionString' configuration key.");
        }

        options.LoggerFactory ??= services.GetService<ILoggerFactory>();
        var connection = ConnectionMultiplexer.Connect(options);
        connection.Tracing.IsEnabled = !settings.DisableTracing;
        return connection;
    }
}
