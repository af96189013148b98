using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace MyArch.AppHost.Startup;

/// <summary>How people and scripts get into Aspire's dashboard. All of it is Aspire's own configuration.</summary>
/// <param name="Address">Where it is; empty when there is none.</param>
/// <param name="BrowserToken">Signs a browser in.</param>
/// <param name="ApiKey">What scripts send as <c>x-api-key</c>.</param>
internal sealed record DashboardAccess(string Address, string BrowserToken, string ApiKey)
{
    private const string AddressesKey = "ASPNETCORE_URLS";
    private const string BrowserTokenKey = "AppHost:BrowserToken";
    private const string ApiKeyKey = "AppHost:DashboardApiKey";
    private const int KeyBytes = 16;

    /// <summary>The address that signs a browser in.</summary>
    public string Login => $"{Address}/login?t={BrowserToken}";

    /// <summary>Chooses the keys that nobody has chosen yet, so that they can be told to scripts.</summary>
    public static void ChooseKeys(ConfigurationManager configuration)
    {
        configuration[BrowserTokenKey] ??= NewKey();
        configuration[ApiKeyKey] ??= NewKey();
    }

    /// <summary>What it is once the application runs: an address that was not chosen is known only then.</summary>
    public static DashboardAccess Read(IConfiguration configuration) => new(
        (configuration[AddressesKey] ?? "").Split(';', StringSplitOptions.TrimEntries)[0].TrimEnd('/'),
        configuration[BrowserTokenKey] ?? "",
        configuration[ApiKeyKey] ?? "");

    private static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));
}
