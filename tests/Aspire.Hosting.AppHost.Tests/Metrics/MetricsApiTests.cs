using System.Net;
using Aspire.Hosting.Dashboard.Telemetry.Metrics;
using Aspire.Hosting.Dashboard.Tests.Telemetry.Metrics;

namespace Aspire.Hosting.Dashboard.Tests.Metrics;

public class MetricsApiTests(Dashboard dashboard) : IClassFixture<Dashboard>
{
    [Theory]
    [InlineData("/api/resources/nobody/metrics", HttpStatusCode.NotFound)]
    [InlineData("/api/resources/nobody/metrics/Meter/count", HttpStatusCode.NotFound)]
    [InlineData("/api/resources/shop/metrics", HttpStatusCode.OK)]
    [InlineData("/api/resources/SHOP/metrics/a%2Fb/count?window=12h", HttpStatusCode.OK)]
    [InlineData("/api/resources/shop/metrics/a%2Fb/count?window=7m", HttpStatusCode.BadRequest)]
    [InlineData("/api/resources/shop/metrics/a%2Fb/other", HttpStatusCode.NotFound)]
    public async Task Answers_what_there_is_to_those_who_have_the_key(string path, HttpStatusCode expected)
    {
        var store = dashboard.Get<MetricStore>();
        new Sender(store, "shop", meter: "a/b").Count(1, 5);
        using var answer = await dashboard.Clients.Api.GetAsync(new Uri(path, UriKind.Relative));
        answer.StatusCode.ShouldBe(expected);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(expected == HttpStatusCode.OK ? "application/json" : "application/problem+json");
        using var refused = await dashboard.Clients.Anonymous.GetAsync(new Uri(path, UriKind.Relative));
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
