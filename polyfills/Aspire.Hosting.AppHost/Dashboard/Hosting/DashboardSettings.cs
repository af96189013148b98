using Aspire.Hosting.Engine.Dashboard;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Dashboard.Hosting;

/// <summary>Where the dashboard is and who may use it.</summary>
/// <param name="Address">Its pages and its API; plain http on loopback.</param>
/// <param name="OtlpAddress">Where it takes telemetry over http/protobuf; plain http on loopback.</param>
/// <param name="BrowserToken">Signs a browser in.</param>
/// <param name="ApiKey">Lets scripts in.</param>
/// <param name="OtlpApiKey">Lets telemetry in.</param>
internal sealed record DashboardSettings(Uri Address, Uri OtlpAddress, string BrowserToken, string ApiKey, string OtlpApiKey)
{
    /// <exception cref="DistributedApplicationException">A value is missing or cannot be used; the message names its key.</exception>
    public static DashboardSettings Read(IConfiguration configuration)
    {
        var address = AddressOf(configuration, DashboardConfiguration.Urls, Required(configuration, DashboardConfiguration.Urls).Split(';', StringSplitOptions.TrimEntries)[0]);
        var otlp = AddressOf(configuration, DashboardConfiguration.OtlpHttpUrl, Required(configuration, DashboardConfiguration.OtlpHttpUrl).Trim());
        if (address.Port == otlp.Port)
        {
            throw new DistributedApplicationException(
                $"The dashboard cannot start: {DashboardConfiguration.Urls} and {DashboardConfiguration.OtlpHttpUrl} name the same port {address.Port}. Pages and telemetry need a port each.");
        }

        return new DashboardSettings(
            address,
            otlp,
            Required(configuration, DashboardConfiguration.BrowserToken),
            Required(configuration, DashboardConfiguration.ApiKey),
            Required(configuration, DashboardConfiguration.OtlpApiKey));
    }

    private static string Required(IConfiguration configuration, string key) =>
        configuration[key] is { Length: > 0 } value ? value : throw new DistributedApplicationException($"The dashboard cannot start: {key} is not set.");

    private static Uri AddressOf(IConfiguration configuration, string key, string value)
    {
        if (!Uri.TryCreate(value, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttp || address.PathAndQuery != "/" || address.Port == 0)
        {
            throw new DistributedApplicationException($"The dashboard cannot start: {key} is '{value}'. It must be an address like http://localhost:18888.");
        }

        return IsLoopback(address)
            ? address
            : throw new DistributedApplicationException($"The dashboard cannot start: {key} is '{value}'. It must be on loopback (localhost, 127.0.0.1 or [::1]): what it shows is for this machine only.");
    }

    private static bool IsLoopback(Uri address) => address.IsLoopback || address.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
}
