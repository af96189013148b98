using Aspire.Hosting.Dashboard.Telemetry.Metrics;

namespace Aspire.Hosting.Dashboard.Tests.Telemetry.Metrics;

public class HistogramTests
{
    private const string Name = "http.server.request.duration";

    private static readonly double[] Bounds = [1, 2, 4];

    private readonly SetClock _clock = new();
    private readonly MetricStore _store;

    public HistogramTests() => _store = new MetricStore(_clock);

    [Fact]
    public void Percentiles_lie_evenly_between_the_bounds()
    {
        Quantiles(Explicit(10, 0, 0, 0), 0.5, 0.9).ShouldBe([0.5, 0.9]);
        Quantiles(Explicit(0, 10, 10, 0), 0.5, 0.75, 1).ShouldBe([2, 3, 4]);
        // Of the open bucket only its bound is known.
        Quantiles(Explicit(0, 0, 0, 10), 0.5).ShouldBe([4]);
        Quantiles(Explicit(0, 0, 0, 0), 0.5).ShouldBe([null]);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(5)]
    [InlineData(2)]
    [InlineData(0)]
    [InlineData(-2)]
    public void Exponential_buckets_are_as_exact_as_their_scale(int scale)
    {
        var samples = Enumerable.Range(1, 1000).Select(static i => 0.001 * Math.Pow(1.01, i)).ToArray();
        var distribution = new Distribution();
        foreach (var sample in samples)
        {
            // https://opentelemetry.io/docs/specs/otel/metrics/data-model/#all-scales-use-the-logarithm-function
            var index = (int)Math.Ceiling(Math.Log2(sample) * Math.Pow(2, scale)) - 1;
            distribution.Add(new PointBuckets { Scale = scale, Offset = index, Counts = [1], NegativeOffset = index, NegativeCounts = [1], Zero = 1 }.Read(new BucketLayouts())!);
        }

        distribution.Count.ShouldBe(3000);
        var width = Math.Pow(2, Math.Pow(2, -Math.Min(scale, ExponentialBuckets.Finest)));
        var quantiles = distribution.Quantiles([1 / 6d, 0.5, 5 / 6d]);
        quantiles[0]!.Value.ShouldBeInRange(-samples[499] * width, -samples[499] / width);
        quantiles[1].ShouldBe(0);
        quantiles[2]!.Value.ShouldBeInRange(samples[499] / width, samples[499] * width);
    }

    [Fact]
    public void Buckets_of_several_scales_and_bounds_are_put_together()
    {
        var distribution = new Distribution();
        var layouts = new BucketLayouts();
        distribution.Add(new PointBuckets { Scale = 3, Offset = 0, Counts = [4] }.Read(layouts)!);
        distribution.Add(new PointBuckets { Scale = 0, Offset = 0, Counts = [6] }.Read(layouts)!);
        distribution.Add(Explicit(0, 10, 0, 0));
        distribution.Count.ShouldBe(20);
        // All of them lie between 1 and 2.
        distribution.Quantiles([0.01, 1]).ShouldAllBe(static value => value >= 1 && value <= 2);
    }

    [Fact]
    public void Changed_bounds_are_neither_lost_nor_a_spike()
    {
        var sender = new Sender(_store, "shop");
        Send(sender, 1, Bounds, [5, 0, 0, 0]);
        Send(sender, 2, Bounds, [9, 0, 0, 0]);
        Send(sender, 3, [10], [1000, 0]);
        Send(sender, 4, [10], [1007, 0]);
        var chart = _store.Read("shop", "Meter", Name, new ChartQuery(TimeSpan.FromMinutes(1), DimensionFilter.All)).ShouldNotBeNull();
        chart.Rates.ShouldNotBeNull()[^4..].ShouldBe([5, 4, 0, 7]);
        chart.Lines[0].Values[^1].ShouldBe(5);
    }

    [Fact]
    public void Requests_are_summed_up_over_the_window()
    {
        var sender = new Sender(_store, "shop");
        for (var at = 1; at <= 100; at++)
        {
            _clock.Seconds = at;
            sender.Send(at, sender.Histogram(Name, at, Bounds, [], []) with
            {
                Points =
                [
                    .. sender.Histogram(Name, at, Bounds, [6 * at, 0, 0, 0], [], ("http.response.status_code", 200L)).Points,
                    .. sender.Histogram(Name, at, Bounds, [0, 0, 3 * at, 0], [], ("http.response.status_code", 503L)).Points,
                    .. sender.Histogram(Name, at, Bounds, [at, 0, 0, 0], [], ("error.type", "timeout")).Points,
                ],
            });
        }

        var summary = _store.Requests("shop", TimeSpan.FromSeconds(10)).ShouldNotBeNull();
        summary.RatePerSecond.ShouldBe(10);
        summary.ErrorShare.ShouldBe(0.4);
        summary.P95.TotalSeconds.ShouldBe(2 + (2 * (0.95 - 0.7) / 0.3), 0.001);
        _clock.Seconds = 1000;
        _store.Requests("shop", TimeSpan.FromSeconds(10)).ShouldBeNull();
        _store.Requests("nobody", TimeSpan.FromSeconds(10)).ShouldBeNull();
    }

    [Fact]
    public void Messages_count_where_there_are_no_requests()
    {
        var sender = new Sender(_store, "worker");
        for (var at = 1; at <= 20; at++)
        {
            _clock.Seconds = at;
            sender.Send(at, sender.Histogram(Name, at, Bounds, [0, 0, 0, 0], []), sender.Histogram("messaging.process.duration", at, Bounds, [at * 2, 0, 0, 0], []));
        }

        _store.Requests("worker", TimeSpan.FromSeconds(10)).ShouldNotBeNull().RatePerSecond.ShouldBe(2);
    }

    private void Send(Sender sender, double at, double[] bounds, long[] counts)
    {
        _clock.Seconds = at;
        sender.Send(at, sender.Histogram(Name, at, bounds, counts, []));
    }

    private static BucketCounts Explicit(params long[] counts) => new PointBuckets { Bounds = Bounds, Counts = counts }.Read(new BucketLayouts())!;

    private static double?[] Quantiles(BucketCounts counts, params double[] shares)
    {
        var distribution = new Distribution();
        distribution.Add(counts);
        return distribution.Quantiles(shares);
    }
}
