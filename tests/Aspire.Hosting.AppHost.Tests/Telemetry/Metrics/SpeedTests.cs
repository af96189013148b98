using Aspire.Hosting.Dashboard.Metrics;
using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Telemetry.Metrics;
using Aspire.Hosting.Dashboard.Tests.Otlp;
using Xunit.Abstractions;

namespace Aspire.Hosting.Dashboard.Tests.Telemetry.Metrics;

/// <summary>What a store costs that is as full as 25 busy processes make it. Times are those of processors; the figures are in the output, the bounds a few times above.</summary>
[Trait("Category", "Slow")]
[Collection(nameof(AloneCollection))]
public class SpeedTests(ITestOutputHelper output)
{
    private const int Processes = 25;
    private const int Seconds = 600;

    private static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    private readonly SetClock _clock = new();
    private readonly Random _random = new(2);

    [Fact]
    public void A_full_store_is_small_and_read_at_once()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var store = new MetricStore(_clock);
        var senders = Enumerable.Range(0, Processes).Select(i => new Sender(store, $"process-{i}", meter: "Meter")).ToList();
        var counts = Enumerable.Range(0, Processes * 50).Select(static _ => new long[Bounds.Length + 1]).ToList();
        var counters = new double[Processes * 200];
        var taking = TimeSpan.Zero;
        for (var at = 1; at <= Seconds; at++)
        {
            _clock.Seconds = at;
            for (var process = 0; process < Processes; process++)
            {
                var metrics = Metrics(senders[process], process, at, counts, counters);
                var begin = Environment.CpuUsage.TotalTime;
                senders[process].Send(at, metrics);
                taking += Environment.CpuUsage.TotalTime - begin;
            }
        }

        var used = GC.GetTotalMemory(forceFullCollection: true) - before;
        output.WriteLine($"{store.SeriesCount:#,0} series, {store.PointsReceived:#,0} points in {taking.TotalSeconds:0.0} s: {store.PointsReceived / taking.TotalSeconds:#,0} a second");
        output.WriteLine($"Memory {used / 1e6:0.0} MB, counted {store.Bytes / 1e6:0.0} MB; dropped {store.SeriesDropped:#,0} series, {store.PointsDropped:#,0} points");
        var requests = Time("Requests(1 min)", 400, i => store.Requests($"process-{i % Processes}", TimeSpan.FromMinutes(1)).ShouldNotBeNull());
        Time("Latest", 50, i => store.Latest($"process-{i % Processes}").Count.ShouldBe(60));
        var views = new MetricsViewBuilder(store, new TraceStore(new TelemetryLimits()));
        var slowest = TimeSpan.Zero;
        foreach (var window in MetricWindow.All)
        {
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Time($"Page, histogram of 50 series, {window.Id}", 20, _ => views.Build(
                new MetricsQuery { Resource = "process-3", Meter = "Meter", Instrument = "http.server.request.duration", Window = window }).Instrument.ShouldNotBeNull()).Ticks));
        }

        used.ShouldBeLessThan(50_000_000);
        requests.ShouldBeLessThan(TimeSpan.FromMilliseconds(3));
        slowest.ShouldBeLessThan(TimeSpan.FromMilliseconds(200));
    }

    // 60 instruments: one histogram of 50 series, 39 counters of 4 to 5 series, 20 gauges.
    private MetricData[] Metrics(Sender sender, int process, int at, List<long[]> counts, double[] counters)
    {
        var metrics = new List<MetricData>();
        var points = new List<MetricPoint>();
        for (var series = 0; series < 50; series++)
        {
            var all = counts[(process * 50) + series];
            for (var i = 0; i < 4; i++)
            {
                all[_random.Next(6)]++;
            }

            points.AddRange(sender.Histogram("", at, Bounds, [.. all], [], ("http.route", Text(series)), ("http.response.status_code", 200L)).Points);
        }

        metrics.Add(sender.Histogram("http.server.request.duration", at, Bounds, [], []) with { Points = points });
        for (var instrument = 0; instrument < 39; instrument++)
        {
            var own = new List<MetricPoint>();
            for (var series = 0; series < 5; series++)
            {
                var index = (process * 200) + (instrument * 5) + series;
                counters[index] += _random.Next(3) == 0 ? 0 : _random.Next(200);
                own.AddRange(sender.Number("", InstrumentKind.Counter, at, counters[index], ("kind", Text(series))).Points);
            }

            metrics.Add(sender.Number($"counter.{instrument}", InstrumentKind.Counter, at, 0) with { Points = own });
        }

        for (var instrument = 0; instrument < 20; instrument++)
        {
            metrics.Add(sender.Number($"gauge.{instrument}", InstrumentKind.Gauge, at, _random.NextDouble()));
        }

        return [.. metrics];
    }

    // As the receiver does: one text for all that are equal.
    private static string Text(int number) => string.Intern($"/route/{number}");

    private TimeSpan Time(string what, int times, Action<int> act)
    {
        act(0);
        // Of processors and not of the clock: the machine may have other work.
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < times; i++)
        {
            act(i);
        }

        var one = (Environment.CpuUsage.TotalTime - before) / times;
        output.WriteLine($"{what}: {one.TotalMilliseconds:0.000} ms");
        return one;
    }
}
