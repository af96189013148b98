namespace Aspire.Hosting.Dashboard.Tests;

/// <summary>What lets whom in.</summary>
internal static class Keys
{
    public const string BrowserToken = "browser-token-of-these-tests";
    public const string ApiKey = "api-key-of-these-tests";
    public const string OtlpApiKey = "otlp-key-of-these-tests";
}
