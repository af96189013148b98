using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine.Logging;
using Aspire.Hosting.Engine.Store;
using Microsoft.Extensions.Configuration;

#pragma warning disable ASPIREINTERACTION001 // The original throws this exception, too.

namespace Aspire.Hosting.Engine.Parameters;

/// <summary>Finds the values of parameters: configuration first, then what the parameter's default makes or has kept.</summary>
internal sealed class ParameterValues(IConfiguration configuration, SecretStore secrets, SecretMask mask)
{
    /// <summary>The one of an application that is being built.</summary>
    public static ParameterValues Of(IDistributedApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Services.Select(service => service.ImplementationInstance).OfType<ParameterValues>().Single();
    }

    public string Get(string name, string key, ParameterDefault? @default, bool isSecret)
    {
        var value = configuration[key] is { Length: > 0 } configured
            ? configured
            : @default?.GetDefaultValue() ?? throw new MissingParameterValueException(
                $"The parameter '{name}' has no value. Set the configuration key '{key}': in appsettings.json or user secrets, on the command line as --{key}, or as the environment variable {key.Replace(":", "__", StringComparison.Ordinal)}.");
        if (isSecret)
        {
            mask.Add(value);
        }

        return value;
    }

    /// <summary>A default that is made once and kept in the secret store under the parameter's configuration key.</summary>
    public ParameterDefault Persisted(string name, ParameterDefault inner) => new PersistedParameterDefault(secrets, $"Parameters:{name}", inner);
}
