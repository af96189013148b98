using System.Globalization;
using System.Text;

namespace StackExchange.Redis;

public sealed partial class ConfigurationOptions
{
    /// <summary>Creates options with the defaults.</summary>
    public ConfigurationOptions()
    {
    }

    private ConfigurationOptions(ConfigurationOptions other, EndPointCollection endPoints)
    {
        EndPoints = endPoints;
        _abortOnConnectFail = other._abortOnConnectFail;
        _connectRetry = other._connectRetry;
        _connectTimeout = other._connectTimeout;
        _syncTimeout = other._syncTimeout;
        _asyncTimeout = other._asyncTimeout;
        _keepAlive = other._keepAlive;
        AbortsByDefault = other.AbortsByDefault;
        BacklogPolicy = other.BacklogPolicy;
        ServerCertificateValidation = other.ServerCertificateValidation;
        CheckCertificateRevocation = other.CheckCertificateRevocation;
        ClientName = other.ClientName;
        DefaultDatabase = other.DefaultDatabase;
        HeartbeatInterval = other.HeartbeatInterval;
        LoggerFactory = other.LoggerFactory;
        Password = other.Password;
        Ssl = other.Ssl;
        SslHost = other.SslHost;
        User = other.User;
    }

    /// <summary>Reads <c>host:port,keyword=value,…</c>.</summary>
    /// <exception cref="ArgumentException">The text is empty, or has a keyword that is not known.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is not of its keyword's type or range.</exception>
    public static ConfigurationOptions Parse(string configuration) => Parse(configuration, ignoreUnknown: false);

    /// <summary>Reads <c>host:port,keyword=value,…</c>.</summary>
    /// <param name="configuration">The text.</param>
    /// <param name="ignoreUnknown">Whether keywords that are not known are passed over.</param>
    /// <exception cref="ArgumentException">The text is empty, or has a keyword that is not known.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is not of its keyword's type or range.</exception>
    public static ConfigurationOptions Parse(string configuration, bool ignoreUnknown)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(configuration);
        var options = new ConfigurationOptions();
        foreach (var part in configuration.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                options.EndPoints.TryAdd(EndPointCollection.TryParse(part)
                    ?? throw new ArgumentException($"'{part}' is not an address.", nameof(configuration)));
            }
            else
            {
                options.Set(part[..equals].TrimEnd(), part[(equals + 1)..].TrimStart(), ignoreUnknown);
            }
        }

        return options;
    }

    /// <summary>The connection string, password included.</summary>
    public override string ToString() => ToString(includePassword: true);

    /// <summary>The connection string.</summary>
    /// <param name="includePassword">Whether the password is shown, or stars instead.</param>
    public string ToString(bool includePassword)
    {
        var text = new StringBuilder().AppendJoin(',', EndPoints.Select(EndPointCollection.ToString));
        Append(text, "name", ClientName);
        Append(text, "keepAlive", _keepAlive);
        Append(text, "syncTimeout", _syncTimeout);
        Append(text, "asyncTimeout", _asyncTimeout);
        Append(text, "connectTimeout", _connectTimeout);
        Append(text, "user", User);
        Append(text, "password", includePassword || string.IsNullOrEmpty(Password) ? Password : "*****");
        Append(text, "ssl", Ssl ? true : null);
        Append(text, "sslHost", SslHost);
        Append(text, "checkCertificateRevocation", CheckCertificateRevocation ? null : false);
        Append(text, "abortConnect", _abortOnConnectFail);
        Append(text, "connectRetry", _connectRetry);
        Append(text, "defaultDatabase", DefaultDatabase);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string keyword, object? value)
    {
        if (value is not (null or ""))
        {
            text.Append(text.Length == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"{keyword}={value}");
        }
    }

    private void Set(string keyword, string value, bool ignoreUnknown)
    {
        // Keywords are spelled in any case.
        switch (keyword.ToUpperInvariant())
        {
            case "ABORTCONNECT":
                AbortOnConnectFail = Flag(keyword, value);
                break;
            case "ASYNCTIMEOUT":
                AsyncTimeout = Number(keyword, value, min: 1);
                break;
            case "CHECKCERTIFICATEREVOCATION":
                CheckCertificateRevocation = Flag(keyword, value);
                break;
            case "CONNECTRETRY":
                ConnectRetry = Number(keyword, value);
                break;
            case "CONNECTTIMEOUT":
                ConnectTimeout = Number(keyword, value);
                break;
            case "DEFAULTDATABASE":
                DefaultDatabase = Number(keyword, value);
                break;
            case "KEEPALIVE":
                KeepAlive = Number(keyword, value);
                break;
            case "NAME":
                ClientName = value;
                break;
            case "PASSWORD":
                Password = value;
                break;
            case "SSL":
                Ssl = Flag(keyword, value);
                break;
            case "SSLHOST":
                SslHost = value;
                break;
            case "SYNCTIMEOUT":
                SyncTimeout = Number(keyword, value, min: 1);
                break;
            case "USER":
                User = value;
                break;
            case "HIGHPRIORITYTHREADS" or "PRESERVEASYNCORDER" or "RESPONSETIMEOUT" or "WRITEBUFFER":
                // Without effect in the original too, and accepted so that old connection strings go on working.
                break;
            default:
                if (!ignoreUnknown)
                {
                    throw new ArgumentException($"Keyword '{keyword}' is not supported.", keyword);
                }

                break;
        }
    }

    private static int Number(string keyword, string value, int min = int.MinValue)
    {
        if (!int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            throw new ArgumentOutOfRangeException(keyword, $"Keyword '{keyword}' requires an integer value; the value '{value}' is not recognised.");
        }

        return number >= min
            ? number
            : throw new ArgumentOutOfRangeException(keyword, $"Keyword '{keyword}' has a minimum value of '{min}'; the value '{number}' is not permitted.");
    }

    private static bool Flag(string keyword, string value) => value.ToUpperInvariant() switch
    {
        "TRUE" or "1" or "YES" or "ON" => true,
        "FALSE" or "0" or "NO" or "OFF" => false,
        _ => throw new ArgumentOutOfRangeException(keyword, $"Keyword '{keyword}' requires a boolean value; the value '{value}' is not recognised."),
    };
}
