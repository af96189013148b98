using System.Net;

namespace Aspire.Hosting.Dashboard.Tests.Hosting;

public sealed class HostedDashboardTests(DashboardedApplication application) : IClassFixture<DashboardedApplication>
{
    [Fact]
    public async Task The_dashboard_of_a_running_application_lets_a_browser_in_by_its_link()
    {
        using var client = await application.Clients.SignInAsync();

        using var page = await client.GetAsync(new Uri("/live?of=resources", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
