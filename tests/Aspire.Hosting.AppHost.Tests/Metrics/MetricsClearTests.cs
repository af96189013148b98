using System.Net;
using Aspire.Hosting.Dashboard.Telemetry.Metrics;
using Aspire.Hosting.Dashboard.Tests.Telemetry.Metrics;
using Aspire.Hosting.Dashboard.Tests.Traces;

namespace Aspire.Hosting.Dashboard.Tests.Metrics;

public sealed class MetricsClearTests(SignedIn dashboard) : IClassFixture<SignedIn>
{
    [Fact]
    public async Task Remove_all_removes_the_metrics_of_all_or_of_the_chosen_resource_and_only_for_the_own_page()
    {
        var store = dashboard.Get<MetricStore>();
        new Sender(store, "shop").Count(1, 5);
        new Sender(store, "time").Count(1, 5);
        var browser = dashboard.Browser;
        using (var forged = await browser.PostAsync(new Uri("/metrics/clear", UriKind.Relative), new FormUrlEncodedContent([])))
        {
            forged.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }

        store.Resources.ShouldBe(["shop", "time"]);
        var page = await browser.GetPageAsync("/metrics?resource=time");
        page.QuerySelector("form[action='/metrics/clear'] button")!.Words().ShouldBe("Remove all of time");
        using (var answer = await browser.PostFormAsync("/metrics/clear", page, ("resource", "time")))
        {
            answer.Headers.Location!.ToString().ShouldBe("/metrics");
        }

        store.Resources.ShouldBe(["shop"]);
        using (await browser.PostFormAsync("/metrics/clear", page))
        {
            store.Resources.ShouldBeEmpty();
        }
    }
}
