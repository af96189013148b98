using Aspire.Hosting.Dashboard.Metrics;
using Aspire.Hosting.Dashboard.Telemetry.Metrics;

namespace Aspire.Hosting.Dashboard.Tests.Metrics;

public class MetricUnitTests
{
    [Theory]
    [InlineData("s", "Histogram", 0.0123, "12.3 ms")]
    [InlineData("s", "Histogram", 2.5, "2.5 s")]
    [InlineData("s", "Gauge", 7200, "120 min")]
    [InlineData("s", "Histogram", 0.0000004, "400 ns")]
    [InlineData("ms", "Histogram", 1500, "1.5 s")]
    [InlineData("s", "Counter", 0.5, "0.5 s/s")]
    [InlineData("By", "Gauge", 52_428_800, "52.43 MB")]
    [InlineData("By", "Counter", 2_500_000, "2.5 MB/s")]
    [InlineData("KiBy", "Gauge", 1, "1.024 KB")]
    [InlineData("By", "Gauge", 0, "0 B")]
    [InlineData("{request}", "Counter", 1234.4, "1,234 requests/s")]
    [InlineData("{query}", "UpDownCounter", 2, "2 queries")]
    [InlineData("1", "Counter", 3, "3 per second")]
    [InlineData("1", "Gauge", 0.25, "0.25 ")]
    [InlineData("%", "Gauge", 12.345, "12.35 %")]
    [InlineData("", "Gauge", 0.00001, "1e-5 ")]
    public void Units_are_what_people_read(string unit, string kind, double value, string expected)
    {
        var chosen = MetricUnit.Choose(unit, Enum.Parse<InstrumentKind>(kind), value);
        $"{chosen.Format(value)} {chosen.Text}".ShouldBe(expected);
    }

    [Fact]
    public void Nothing_is_a_dash() => MetricUnit.Choose("s", InstrumentKind.Gauge, 1).Format(null).ShouldBe("–");
}
