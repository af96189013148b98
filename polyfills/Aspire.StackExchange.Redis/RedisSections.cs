using Microsoft.Extensions.Configuration;
using StackExchange.Redis;

namespace Aspire.StackExchange.Redis;

/// <summary>The section of all Redis clients, and inside it that of one connection, which wins.</summary>
internal sealed class RedisSections(IConfigurationSection all, string connectionName)
{
    private readonly IConfigurationSection _one = all.GetSection(connectionName);

    public StackExchangeRedisSettings ReadSettings()
    {
        var settings = new StackExchangeRedisSettings();
        all.Bind(settings);
        _one.Bind(settings);
        return settings;
    }

    public void Apply(ConfigurationOptions options)
    {
        all.GetSection("ConfigurationOptions").Bind(options);
        _one.GetSection("ConfigurationOptions").Bind(options);
    }
}
