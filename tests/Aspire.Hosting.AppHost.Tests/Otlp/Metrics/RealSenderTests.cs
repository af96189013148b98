using System.Diagnostics;
using System.Text.Json.Nodes;
using OpenTelemetry.Metrics;

namespace Aspire.Hosting.Dashboard.Tests.Otlp.Metrics;

/// <summary>The .NET SDK sends what a test knows, and the dashboard says it back.</summary>
public class RealSenderTests(Dashboard dashboard) : IClassFixture<Dashboard>
{
    private static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    [Theory]
    [InlineData(MetricReaderTemporalityPreference.Cumulative, false)]
    [InlineData(MetricReaderTemporalityPreference.Cumulative, true)]
    [InlineData(MetricReaderTemporalityPreference.Delta, false)]
    [InlineData(MetricReaderTemporalityPreference.Delta, true)]
    public async Task Percentiles_are_those_of_the_samples(MetricReaderTemporalityPreference temporality, bool isExponential)
    {
        var resource = $"percentiles-{temporality}-{isExponential}";
        using var sender = new RealSender(dashboard.Settings, resource, temporality, metrics => metrics.AddView(
            "request.duration", isExponential ? new Base2ExponentialBucketHistogramConfiguration() : new ExplicitBucketHistogramConfiguration { Boundaries = Bounds }));
        var histogram = sender.Meter.CreateHistogram<double>("request.duration", "s");
        var random = new Random(11);
        var samples = new List<double>();
        for (var batch = 0; batch < 4; batch++)
        {
            for (var i = 0; i < 2500; i++)
            {
                // About 0.03 s in the middle, and a long tail.
                var sample = 0.03 * Math.Exp(1.1 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
                samples.Add(sample);
                histogram.Record(sample, new KeyValuePair<string, object?>("route", i % 2 == 0 ? "/a" : "/b"));
            }

            sender.Send();
        }

        var latest = await LatestAsync(sender, resource, "request.duration", latest => (double?)latest["ratePerSecond"] is { } rate && Math.Round(rate * 60) == samples.Count);
        samples.Sort();
        foreach (var (name, share) in new[] { ("p50", 0.5), ("p90", 0.9), ("p99", 0.99) })
        {
            var truth = samples[(int)Math.Ceiling(share * samples.Count) - 1];
            var said = (double)latest[name]!;
            if (isExponential)
            {
                said.ShouldBe(truth, truth * 0.023, name);
            }
            else
            {
                // In the same bucket, and off by what samples are not even in it.
                var bucket = Array.FindIndex(Bounds, bound => truth <= bound);
                said.ShouldBeInRange(Bounds[bucket - 1], Bounds[bucket], name);
                said.ShouldBe(truth, (Bounds[bucket] - Bounds[bucket - 1]) * 0.4, name);
            }
        }

        ((double)latest["value"]!).ShouldBe(samples.Count);
    }

    [Theory]
    [InlineData(MetricReaderTemporalityPreference.Cumulative)]
    [InlineData(MetricReaderTemporalityPreference.Delta)]
    public async Task Sums_and_gauges_are_what_was_counted(MetricReaderTemporalityPreference temporality)
    {
        var resource = $"sums-{temporality}";
        using var sender = new RealSender(dashboard.Settings, resource, temporality);
        var orders = sender.Meter.CreateCounter<long>("orders", "{order}", "Orders placed.");
        var active = sender.Meter.CreateUpDownCounter<int>("active");
        var level = 0d;
        sender.Meter.CreateObservableGauge("level", () => level, "Cel");
        for (var i = 1; i <= 5; i++)
        {
            orders.Add(3, new KeyValuePair<string, object?>("kind", "book"));
            orders.Add(4);
            active.Add(i == 3 ? -2 : 1);
            level = i / 2d;
            sender.Send();
        }

        var latest = await LatestAsync(sender, resource, "orders", static latest => Math.Round(((double?)latest["ratePerSecond"] ?? 0) * 60) == 35);
        ((double)latest["value"]!).ShouldBe(35);
        var all = (await ListAsync(resource)).ToDictionary(static one => (string)one["name"]!);
        ((double)all["active"]["latest"]!["value"]!).ShouldBe(2);
        ((double)all["level"]["latest"]!["value"]!).ShouldBe(2.5);
        all.Values.Select(static one => (string)one["kind"]!).ShouldBe(["upDownCounter", "gauge", "counter"]);
        ((string)all["orders"]["description"]!).ShouldBe("Orders placed.");
        ((int)all["orders"]["series"]!).ShouldBe(2);

        var points = await PointsAsync(resource, "orders", "?window=1m&d.kind=book");
        points["lines"]!.AsArray().Single()!["values"]!.AsArray().Sum(static value => (double?)value ?? 0).ShouldBe(15);
        points = await PointsAsync(resource, "orders", "?window=1m&none=kind");
        points["lines"]!.AsArray().Single()!["values"]!.AsArray().Sum(static value => (double?)value ?? 0).ShouldBe(20);
        points = await PointsAsync(resource, "orders", "?window=1m&by=kind");
        points["lines"]!.AsArray().Select(static line => (string)line!["name"]!).ShouldBe(["(none)", "book"]);
        points["dimensions"]!["kind"]!.AsArray().Select(static value => (string)value!).ShouldBe(["book"]);
    }

    [Fact]
    public async Task An_exemplar_names_the_trace_it_was_measured_in()
    {
        using var sender = new RealSender(
            dashboard.Settings, "exemplars", MetricReaderTemporalityPreference.Cumulative, static metrics => metrics.SetExemplarFilter(ExemplarFilterType.TraceBased));
        var histogram = sender.Meter.CreateHistogram<double>("request.duration", "s");
        using var activity = new Activity("request") { ActivityTraceFlags = ActivityTraceFlags.Recorded };
        activity.SetIdFormat(ActivityIdFormat.W3C).Start();
        histogram.Record(0.25);
        activity.Stop();
        sender.Send();
        var exemplar = (await PointsAsync("exemplars", "request.duration", ""))["exemplars"]!.AsArray().Single()!;
        ((string)exemplar["traceId"]!).ShouldBe(activity.TraceId.ToHexString());
        ((string)exemplar["spanId"]!).ShouldBe(activity.SpanId.ToHexString());
        ((double)exemplar["value"]!).ShouldBe(0.25);
    }

    /// <summary>Sends until the second in which everything was sent is over.</summary>
    private Task<JsonNode> LatestAsync(RealSender sender, string resource, string instrument, Func<JsonNode, bool> accept) => Eventually.BecomesAsync(
        async _ =>
        {
            sender.Send();
            return (await ListAsync(resource)).Single(one => (string?)one["name"] == instrument)["latest"]!;
        },
        accept, because: "everything was sent");

    private async Task<IEnumerable<JsonNode>> ListAsync(string resource)
    {
        var answer = JsonNode.Parse(await dashboard.Clients.Api.GetStringAsync(new Uri($"/api/resources/{resource}/metrics", UriKind.Relative)))!;
        ((string)answer["resource"]!).ShouldBe(resource);
        return answer["instruments"]!.AsArray().Select(static one => one!);
    }

    private async Task<JsonNode> PointsAsync(string resource, string instrument, string query) =>
        JsonNode.Parse(await dashboard.Clients.Api.GetStringAsync(new Uri($"/api/resources/{resource}/metrics/Tests.{resource}/{instrument}{query}", UriKind.Relative)))!;
}
