using System.Diagnostics;
using Xunit.Abstractions;

namespace Aspire.Hosting.Dashboard.Tests.Traces;

/// <summary>How long pages take when the stores hold as much as they may.</summary>
public sealed class FullStoresTests(FullStores stores, ITestOutputHelper output) : IClassFixture<FullStores>
{
    private static readonly TimeSpan Bound = TimeSpan.FromMilliseconds(200);

    [Theory]
    [InlineData("/traces")]
    [InlineData("/traces?page=200")]
    [InlineData("/traces?q=checkout&status=ok&min=1ms&attr=db.system.name%3Dredis")]
    [InlineData("/traces?q=nothing-is-called-so")]
    [InlineData("/traces?resource=worker-a1&type=messaging")]
    [InlineData("/traces/detail/00000000000000050000000000000005")]
    [InlineData("/traces/detail/00000000000000050000000000000005?q=item&span=0000000000000010")]
    [InlineData("/structuredlogs")]
    [InlineData("/structuredlogs?page=100")]
    [InlineData("/structuredlogs?severity=Warning&q=confirmed&attr=OrderId%3D77")]
    [InlineData("/structuredlogs?traceId=00000000000000770000000000000010&log=5000")]
    public async Task No_page_takes_over_200_ms(string path)
    {
        var best = TimeSpan.MaxValue;
        // The best of several: the machine may be busy with other tests.
        for (var i = 0; i < 12 && (i < 4 || best > Bound); i++)
        {
            var watch = Stopwatch.StartNew();
            await stores.Browser.GetStringAsync(new Uri(path, UriKind.Relative));
            best = watch.Elapsed < best ? watch.Elapsed : best;
        }

        output.WriteLine($"{best.TotalMilliseconds:0.0} ms  {path}");
        best.ShouldBeLessThan(Bound);
    }
}
