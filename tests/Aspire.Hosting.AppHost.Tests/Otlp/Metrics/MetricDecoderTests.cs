using Aspire.Hosting.Dashboard.Otlp;
using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Telemetry.Metrics;

namespace Aspire.Hosting.Dashboard.Tests.Otlp.Metrics;

public class MetricDecoderTests
{
    private static readonly ulong Now = (ulong)TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;

    private readonly MetricStore _store = new(TimeProvider.System);
    private readonly MetricSignal _signal;

    public MetricDecoderTests()
    {
        var limits = new TelemetryLimits();
        _signal = new MetricSignal(limits, new OtlpTexts(), new TelemetryResources(limits), _store);
    }

    [Fact]
    public void Summaries_are_refused_and_the_rest_is_taken()
    {
        var outcome = _signal.Receive(Request(
            Metric("summary", 11, static summary => summary.Nested(1, static _ => { }).Nested(1, static _ => { })), Metric("gauge", 5, static gauge => gauge.Nested(1, Number))));
        outcome.Refused.ShouldBe(2);
        outcome.Reason.ShouldNotBeNull().ShouldContain("'summary' is a summary");
        _store.Of("shop").Select(static one => one.Name).ShouldBe(["gauge"]);
    }

    [Theory]
    [InlineData("has no name", "", 5, 0, true)]
    [InlineData("has no temporality", "sum", 7, 0, true)]
    [InlineData("value is no number", "sum", 7, 2, false)]
    public void What_cannot_be_used_is_refused_with_its_reason(string reason, string name, int kind, int temporality, bool isNumber)
    {
        var outcome = _signal.Receive(Request(Metric(
            name, kind, data => data.Nested(1, point => point.Fixed64(3, Now).Real(4, isNumber ? 1 : double.NaN)).Number(2, temporality).Number(3, 1))));
        outcome.Refused.ShouldBe(1);
        outcome.Reason.ShouldNotBeNull().ShouldContain(reason);
        _store.PointsReceived.ShouldBe(0);
    }

    [Theory]
    [InlineData("bounds and counts", new[] { 1d, 2 }, new ulong[] { 1, 1 })]
    [InlineData("bounds and counts", new[] { 2d, 1 }, new ulong[] { 1, 1, 1 })]
    [InlineData("bounds and counts", new[] { 1d, double.NaN }, new ulong[] { 1, 1, 1 })]
    [InlineData("too large", new[] { 1d }, new ulong[] { 1, ulong.MaxValue })]
    public void A_histogram_must_fit_together(string reason, double[] bounds, ulong[] counts)
    {
        var outcome = _signal.Receive(Request(Metric("h", 9, data => data.Number(2, 2).Nested(1, point =>
        {
            point.Fixed64(3, Now);
            // Not packed, as old senders write them.
            Array.ForEach(bounds, bound => point.Real(7, bound));
            Array.ForEach(counts, count => point.Fixed64(6, count));
        }))));
        outcome.Reason.ShouldNotBeNull().ShouldContain(reason);
    }

    [Theory]
    [InlineData(21, 0)]
    [InlineData(-11, 0)]
    [InlineData(long.MaxValue, 0)]
    [InlineData(20, int.MaxValue)]
    [InlineData(0, int.MinValue)]
    public void An_exponential_histogram_must_be_one_of_numbers(long scale, long offset)
    {
        var outcome = _signal.Receive(Request(Exponential(scale, offset, [1])));
        outcome.Refused.ShouldBe(1);
        outcome.Reason.ShouldNotBeNull().ShouldContain("out of range");
    }

    [Fact]
    public void Unknown_fields_and_the_order_of_fields_and_dimensions_do_not_matter()
    {
        foreach (var swapped in new[] { false, true })
        {
            _signal.Receive(Request(Metric("gauge", 5, gauge => gauge.Text(77, "new").Nested(1, point =>
            {
                point.Real(4, 1).Fixed64(3, Now + (swapped ? 1_000_000UL : 0)).Number(99, 5).Fixed32(98, 1);
                point.Attribute(7, swapped ? "b" : "a", swapped ? "2" : "1").Attribute(7, swapped ? "a" : "b", swapped ? "1" : "2");
            })))).Refused.ShouldBe(0);
        }

        _store.Of("shop").Single().SeriesCount.ShouldBe(1);
    }

    [Fact]
    public void A_metric_without_points_makes_no_instrument()
    {
        _signal.Receive(Request(Metric("gauge", 5, static _ => { }), Metric("sum", 7, static sum => sum.Number(2, 2).Nested(1, static point => point.Number(8, 1))))).Refused.ShouldBe(0);
        _store.Resources.ShouldBeEmpty();
    }

    [Fact]
    public void A_request_that_is_stored_in_parts_is_one_export()
    {
        // 200,000 points are stored before the total comes, which a process has counted in an hour: none of it is news.
        _signal.Receive(Request(
            Metric("gauge", 5, static gauge => Array.ForEach(new int[200_000], _ => gauge.Bytes(1, []))),
            Metric("sum", 7, static sum => sum.Number(2, 2).Number(3, 1).Nested(1, static point => point.Fixed64(2, Now - 3_600_000_000_000).Fixed64(3, Now).Fixed64(6, 1_000_000)))));
        _store.Latest("shop").Single(static one => one.Instrument.Name == "sum").Value.Value.ShouldBe(0);
    }

    [Fact]
    public void Whatever_comes_it_is_taken_or_refused()
    {
        var random = new Random(99);
        byte[][] seeds =
        [
            Request(Metric("sum", 7, static sum => sum.Nested(1, Number).Number(2, 2).Number(3, 1))),
            Request(Metric("gauge", 5, static gauge => gauge.Nested(1, Number))),
            Request(Exponential(3, -40, [1, 2, 3, 0, 5])),
            Request(Metric("h", 9, static data => data.Number(2, 2).Nested(1, static point => point.Fixed64(3, Now).Real(5, 3).Real(7, 0.5).Real(7, 1).Fixed64(6, 1).Fixed64(6, 2).Fixed64(6, 3)))),
        ];
        var (taken, malformed) = (0, 0);
        for (var i = 0; i < 40_000; i++)
        {
            var bytes = seeds[i % seeds.Length].ToArray();
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                _signal.Receive(bytes.AsSpan(0, random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length));
                taken++;
            }
            catch (OtlpFormatException)
            {
                malformed++;
            }
        }

        taken.ShouldBeGreaterThan(1000);
        malformed.ShouldBeGreaterThan(1000);
        _store.Bytes.ShouldBeLessThanOrEqualTo(new TelemetryLimits().MaxMetricBytes);
        // Everything that was taken can be read.
        foreach (var resource in _store.Resources)
        {
            _store.Latest(resource);
            foreach (var one in _store.Of(resource))
            {
                _store.Read(resource, one.Scope.Name, one.Name, new ChartQuery(TimeSpan.FromHours(12), DimensionFilter.All)).ShouldNotBeNull();
            }
        }
    }

    private static byte[] Request(params byte[][] metrics) => Proto.Message(request => request.Batch("shop", "1", items => Array.ForEach(metrics, metric => items.Bytes(2, metric))));

    private static byte[] Metric(string name, int kind, Action<Proto> data) => Proto.Message(metric => metric.Text(1, name).Nested(kind, data));

    private static byte[] Exponential(long scale, long offset, byte[] counts) => Metric("e", 10, data => data.Number(2, 2).Nested(1, point =>
        point.Fixed64(3, Now).Number(6, (scale << 1) ^ (scale >> 63)).Nested(8, positive => positive.Number(1, (offset << 1) ^ (offset >> 63)).Bytes(2, counts))));

    private static void Number(Proto point) => point.Attribute(7, "a", "b").Fixed64(2, Now - 1_000_000_000).Fixed64(3, Now).Fixed64(6, 5);
}
