using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Resources;
using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Tests.Resources;
using Aspire.Hosting.Dashboard.Traces.Detail;

namespace Aspire.Hosting.Dashboard.Tests.Traces.Detail;

public sealed class ResourceAddressesTests
{
    private static readonly ResourceAddresses Known = ResourceAddresses.Of(
    [
        Entry("bank", null, "http://localhost:5001", "https://bank.dev.localhost:5002"),
        Entry("sessions", "localhost:6379,[::1]:6380,user=cart,password=secret", "tcp://localhost:6379"),
        Entry("server", "Host=localhost;Port=5432;Username=postgres;Password='a;b'", "tcp://localhost:5432"),
        Entry("store", "Host=localhost;Port=5432;Username=postgres;Password='a;b';Database=Store"),
        Entry("pair", "Host=db-a:5433,db-b;Port=5434;Database=pair"),
        Entry("broken", "='; nothing at all"),
    ]);

    [Theory]
    [InlineData("localhost", "5001", null, "bank")]
    [InlineData("127.0.0.1", "5001", null, "bank")]
    [InlineData("::1", "5002", null, "bank")]
    [InlineData("host.docker.internal", "5001", null, "bank")]
    [InlineData("127.0.0.1", "6379", "0", "sessions")]
    [InlineData("localhost", "6380", null, "sessions")]
    [InlineData("127.0.0.1", "5432", "store", "store")]
    [InlineData("127.0.0.1", "5432", "another", "server")]
    [InlineData("127.0.0.1", "5432", null, "server")]
    [InlineData("DB-A", "5433", "pair", "pair")]
    [InlineData("db-b", "5434", null, "pair")]
    [InlineData("db-b", "5433", null, null)]
    [InlineData("10.0.0.1", "5001", null, null)]
    [InlineData("localhost", null, null, null)]
    [InlineData("localhost", "many", null, null)]
    public void A_resource_is_found_by_where_it_listens(string host, string? port, string? database, string? resource) => Known.Find(host, port, database).ShouldBe(resource);

    [Fact]
    public async Task A_call_to_a_resource_without_telemetry_names_it()
    {
        await using var dashboard = new Dashboard(static builder => ShopSample.Server(builder, "bank"));
        await dashboard.InitializeAsync();
        var bank = dashboard.Get<DistributedApplicationModel>().Resources.Single();
        await dashboard.Get<ResourceNotificationService>().PublishUpdateAsync(bank, static s => s with { State = "Running", Urls = [new UrlSnapshot("http", "http://localhost:5001", IsInternal: false)] });
        await Eventually.IsTrueAsync(() => dashboard.Get<ResourceBoard>().Visible is [{ Snapshot.Urls.Length: 1 }]);
        dashboard.Get<TraceStore>().Add(
        [
            TestSpans.Of(1, 0, 0, 9, "shop", kind: SpanKind.Server),
            TestSpans.Of(2, 1, 1, 5, "shop", kind: SpanKind.Client, attributes: [("http.request.method", "GET"), ("server.address", "127.0.0.1"), ("server.port", 5001L)]),
            TestSpans.Of(3, 1, 7, 1, "shop", kind: SpanKind.Client, attributes: [("http.request.method", "GET"), ("server.address", "127.0.0.1"), ("server.port", 5002L)]),
        ]);
        using var browser = await dashboard.Clients.SignInAsync();

        var page = await browser.GetPageAsync($"/traces/detail/{TestSpans.TraceId}?span=0000000000000002&q=bank");

        page.QuerySelectorAll(".wf-peer").Select(static peer => peer.Words()).ShouldBe(["bank", "127.0.0.1:5002"]);
        page.QuerySelectorAll(".legend .place").Select(static place => place.Words()).ShouldBe(["→ 127.0.0.1:5002 1", "→ bank 1"]);
        page.QuerySelectorAll("#span-panel .facts > div").Select(static fact => fact.Words()).ShouldContain("Tobank (127.0.0.1:5001)");
        page.QuerySelectorAll(".hit").Select(static row => row.Id).ShouldBe(["s-0000000000000002"]);
    }

    private static ResourceEntry Entry(string name, string? connectionString, params string[] urls)
    {
        var snapshot = new CustomResourceSnapshot
        {
            ResourceType = "Server",
            Properties = connectionString is null ? [] : [new ResourcePropertySnapshot(CustomResourceKnownProperties.ConnectionString, connectionString) { IsSensitive = true }],
            Urls = [.. urls.Select(static url => new UrlSnapshot("endpoint", url, IsInternal: false))],
        };
        return new ResourceEntry(new ContainerResource(name), snapshot, ResourceConditions.Of(snapshot), []);
    }
}
