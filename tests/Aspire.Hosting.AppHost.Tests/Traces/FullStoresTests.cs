using Aspire.Hosting.Dashboard.Tests.Otlp;
using Xunit.Abstractions;

namespace Aspire.Hosting.Dashboard.Tests.Traces;

/// <summary>What pages cost when the stores hold as much as they may, and more comes in all the time.</summary>
[Collection(nameof(AloneCollection))]
public sealed class FullStoresTests(FullStores stores, ITestOutputHelper output) : IClassFixture<FullStores>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/?resource=server-7")]
    [InlineData("/?view=Graph")]
    [InlineData("/resources/graph")]
    [InlineData("/traces")]
    [InlineData("/traces?page=180")]
    [InlineData("/traces?q=checkout&status=ok&min=1ms&attr=db.system.name%3Dredis")]
    [InlineData("/traces?q=nothing-is-called-so")]
    [InlineData("/traces?resource=worker-a1&type=messaging")]
    [InlineData("/traces?type=rpc")]
    [InlineData("/traces/detail/00000000000000050000000000000005")]
    [InlineData("/traces/detail/00000000000000050000000000000005?q=item&span=0000000000000010")]
    [InlineData("/traces/detail/00000000000000050000000000000006?page=3&resource=service-1")]
    [InlineData("/traces/detail/00000000000000050000000000000006/panel?span=0000000000000010")]
    [InlineData("/structuredlogs")]
    [InlineData("/structuredlogs?page=100")]
    [InlineData("/structuredlogs?severity=Warning&q=confirmed&attr=OrderId%3D9977")]
    [InlineData("/structuredlogs?q=nothing-says-so")]
    [InlineData("/structuredlogs?traceId=00000000000000770000000000000800&log=9000")]
    [InlineData("/metrics")]
    [InlineData("/metrics?resource=process-7&meter=Meter&instrument=http.server.request.duration")]
    [InlineData("/metrics?resource=process-7&meter=Meter&instrument=http.server.request.duration&view=table")]
    [InlineData("/metrics?resource=process-7&meter=Meter&instrument=counter.3&by=http.route")]
    [InlineData("/metrics/data?resource=process-7&meter=Meter&instrument=http.server.request.duration")]
    [InlineData("/metrics/data?resource=process-7&meter=Meter&instrument=counter.3&by=http.route")]
    [InlineData("/metrics/rows?resource=process-7&meter=Meter&instrument=http.server.request.duration")]
    public Task No_page_takes_over_200_ms_of_a_processor(string path) => PageCost.IsSmallAsync(stores.Browser, path, output, stores.Tick);
}
