using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace MyArch.DataDefaults;

/// <summary>Looks at the connection string when the service starts. The client itself would do so at the first request, which is too late to say it to whoever set it.</summary>
internal sealed class CacheConnectionValidator(IConfiguration configuration, string connectionName) : IValidateOptions<CacheOptions>
{
    public ValidateOptionsResult Validate(string? name, CacheOptions options)
    {
        var connectionString = configuration.GetConnectionString(connectionName);
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            return ValidateOptionsResult.Fail($"ConnectionStrings:{connectionName}: is missing: a Redis that is away is done without, one that has no address never comes");
        }

        try
        {
            _ = ConfigurationOptions.Parse(connectionString);
            return ValidateOptionsResult.Success;
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException)
        {
            // Not its message, which may repeat a password.
            return ValidateOptionsResult.Fail($"ConnectionStrings:{connectionName}: cannot be read as one of Redis, host:port,option=value,…");
        }
    }
}
