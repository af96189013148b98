using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Telemetry.Metrics;
using Aspire.Hosting.Dashboard.Tests.Otlp;
using Aspire.Hosting.Dashboard.Tests.Telemetry.Metrics;
using Aspire.Hosting.Dashboard.Tests.Traces;
using Xunit.Abstractions;

namespace Aspire.Hosting.Dashboard.Tests.Metrics;

/// <summary>The worst that metrics may look like: all the series that there is room for are those of one gauge of one resource.</summary>
[Collection(nameof(AloneCollection))]
public sealed class FullGaugeTests(FullGaugeTests.Gauge gauge, ITestOutputHelper output) : IClassFixture<FullGaugeTests.Gauge>
{
    [Theory]
    [InlineData("/metrics?resource=devices&meter=Meter&instrument=temperature")]
    [InlineData("/metrics?resource=devices&meter=Meter&instrument=temperature&view=table")]
    [InlineData("/metrics/data?resource=devices&meter=Meter&instrument=temperature")]
    [InlineData("/metrics/data?resource=devices&meter=Meter&instrument=temperature&by=device")]
    [InlineData("/metrics/rows?resource=devices&meter=Meter&instrument=temperature&view=table")]
    public Task No_page_takes_over_200_ms_of_a_processor(string path) => PageCost.IsSmallAsync(gauge.Browser, path, output, static () => { });

    [Fact]
    public void The_twelve_largest_lines_are_shown_and_the_others_counted()
    {
        var chart = gauge.Store.Read("devices", "Meter", "temperature", new ChartQuery(TimeSpan.FromMinutes(5), DimensionFilter.All)).ShouldNotBeNull();

        chart.Lines.Select(static line => line.Name).Order(StringComparer.Ordinal).ShouldBe(
            Enumerable.Range(Gauge.Series - ChartData.MostLines, ChartData.MostLines).Select(static number => $"device={number}").Order(StringComparer.Ordinal));
        chart.LinesLeftOut.ShouldBe(chart.SeriesCount - ChartData.MostLines);
    }

    public sealed class Gauge : IAsyncLifetime
    {
        internal static readonly int Series = new TelemetryLimits().MaxMetricSeriesCount;

        private readonly Dashboard _dashboard = new();

        internal MetricStore Store => _dashboard.Get<MetricStore>();

        internal HttpClient Browser { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            const int Seconds = 300;
            var sender = new Sender(Store, "devices", origin: TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - Seconds);
            string[] devices = [.. Enumerable.Range(0, Series).Select(static number => $"{number}")];
            for (var at = 10; at <= Seconds; at += 10)
            {
                var points = devices.SelectMany((device, number) => sender.Number("", InstrumentKind.Gauge, at, number + (at % 7 * 0.01), ("device", device)).Points);
                sender.Send(at, sender.Number("temperature", InstrumentKind.Gauge, at, 0) with { Points = [.. points] });
            }

            Store.SeriesCount.ShouldBe(Series);
            await _dashboard.InitializeAsync();
            Browser = await _dashboard.Clients.SignInAsync();
        }

        public Task DisposeAsync() => _dashboard.DisposeAsync().AsTask();
    }
}
