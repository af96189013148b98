using Aspire.Hosting.Dashboard.Hosting;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Dashboard.Tests.Hosting;

public sealed class DashboardSettingsTests
{
    [Theory]
    [InlineData("http://0.0.0.0:18888", "must be on loopback")]
    [InlineData("http://*:18888", "must be an address")]
    [InlineData("http://192.168.0.7:18888", "must be on loopback")]
    [InlineData("http://example.org:18888", "must be on loopback")]
    [InlineData("http://localhost.example.org:18888", "must be on loopback")]
    [InlineData("https://localhost:18888", "must be an address like http://")]
    [InlineData("localhost:18888", "must be an address")]
    [InlineData("http://localhost:0", "must be an address")]
    [InlineData("http://localhost:18889", "the same port 18889")]
    public void An_address_that_cannot_be_used_is_a_clear_error(string address, string says)
    {
        var error = Should.Throw<DistributedApplicationException>(() => Read(address));

        error.Message.ShouldContain("ASPNETCORE_URLS");
        error.Message.ShouldContain(says);
    }

    [Theory]
    [InlineData("http://localhost:18888")]
    [InlineData("http://127.0.0.1:18888")]
    [InlineData("http://[::1]:18888")]
    [InlineData("http://shop.dev.localhost:18888")]
    [InlineData("http://localhost:18888;http://localhost:7")]
    public void The_first_address_counts(string address) => Read(address).Address.Port.ShouldBe(18888);

    private static DashboardSettings Read(string address) => DashboardSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["ASPNETCORE_URLS"] = address,
        ["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = "http://localhost:18889",
        ["AppHost:BrowserToken"] = "a",
        ["AppHost:DashboardApiKey"] = "b",
        ["AppHost:OtlpApiKey"] = "c",
    }).Build());
}
