using System.Security.Cryptography;
using Aspire.Hosting.Engine.Logging;
using Aspire.Hosting.Engine.Proxies;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Engine.Dashboard;

/// <summary>The keys of the configuration that tell where the dashboard is and who may use it. They are Aspire's.</summary>
internal static class DashboardConfiguration
{
    /// <summary>The addresses of the dashboard, divided by semicolons; the first one counts.</summary>
    public const string Urls = "ASPNETCORE_URLS";

    /// <summary>Where it takes telemetry over http/protobuf.</summary>
    public const string OtlpHttpUrl = "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL";

    /// <summary>Where it would take telemetry over gRPC. Aspire's own dashboard does; this one does not.</summary>
    public const string OtlpGrpcUrl = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";

    /// <summary>Signs a browser in.</summary>
    public const string BrowserToken = "AppHost:BrowserToken";

    /// <summary>Lets scripts in, as <c>x-api-key</c>.</summary>
    public const string ApiKey = "AppHost:DashboardApiKey";

    /// <summary>Lets telemetry in, as <c>x-otlp-api-key</c>.</summary>
    public const string OtlpApiKey = "AppHost:OtlpApiKey";

    private const string ChosenBrowserToken = "ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN";
    private const int TokenBytes = 16;

    /// <summary>Makes the keys that the configuration does not have, so that the application can read them before it is built.</summary>
    /// <param name="configuration">The application's.</param>
    /// <param name="mask">Keeps them out of the logs of resources, which get one of them in their environment.</param>
    public static void AddKeys(ConfigurationManager configuration, SecretMask mask)
    {
        configuration[BrowserToken] = Chosen(configuration[ChosenBrowserToken]) ?? Chosen(configuration[BrowserToken]) ?? NewToken();
        configuration[ApiKey] = Chosen(configuration[ApiKey]) ?? NewToken();
        configuration[OtlpApiKey] = Chosen(configuration[OtlpApiKey]) ?? NewToken();
        mask.Add(configuration[BrowserToken]);
        mask.Add(configuration[ApiKey]);
        mask.Add(configuration[OtlpApiKey]);
    }

    /// <summary>Chooses free ports of loopback for the addresses that the configuration does not have.</summary>
    public static void AddAddresses(IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(configuration[Urls]))
        {
            configuration[Urls] = $"http://localhost:{LoopbackPorts.Allocate()}";
        }

        if (string.IsNullOrWhiteSpace(configuration[OtlpHttpUrl]))
        {
            configuration[OtlpHttpUrl] = $"http://localhost:{LoopbackPorts.Allocate()}";
        }
    }

    private static string? Chosen(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
}
