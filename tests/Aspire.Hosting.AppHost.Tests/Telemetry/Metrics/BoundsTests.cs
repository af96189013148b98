using System.Runtime.CompilerServices;
using Aspire.Hosting.Dashboard.Metrics;
using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Telemetry.Metrics;

namespace Aspire.Hosting.Dashboard.Tests.Telemetry.Metrics;

public class BoundsTests
{
    private readonly SetClock _clock = new();

    [Fact]
    public void A_flood_of_series_drives_out_idle_ones_and_not_the_busy()
    {
        var store = new MetricStore(_clock, new TelemetryLimits { MaxMetricBytes = long.MaxValue / 8, MaxMetricSeriesCount = 800 });
        var flood = new Sender(store, "flood", started: 0);
        var shop = new Sender(store, "shop", started: -1000);
        for (var at = 1; at <= 300; at++)
        {
            _clock.Seconds = at;
            shop.Count(at, 100 * at);
            for (var i = 0; i < 20; i++)
            {
                flood.Count(at, 1, ("id", $"{at}-{i}"));
            }

            store.SeriesCount.ShouldBeLessThanOrEqualTo(800);
        }

        store.SeriesDropped.ShouldBe(1 + (300 * 20) - store.SeriesCount);
        store.Read("shop", "Meter", "count", new ChartQuery(TimeSpan.FromMinutes(5), DimensionFilter.All)).ShouldNotBeNull().Lines.Single().Values[3..]
            .ShouldAllBe(static value => value == 100);
    }

    [Fact]
    public void What_is_sent_again_after_it_was_dropped_is_no_spike()
    {
        var store = new MetricStore(_clock, new TelemetryLimits { MaxMetricBytes = long.MaxValue / 8, MaxMetricSeriesCount = 80 });
        var shop = new Sender(store, "shop", started: -1000);
        for (var at = 1; at <= 60; at++)
        {
            _clock.Seconds = at;
            // More running totals than there is room for, each second.
            var points = Enumerable.Range(0, 120).Select(i => shop.Number("count", InstrumentKind.Counter, at, 1_000_000, ("id", $"{i}")).Points[0]).ToArray();
            shop.Send(at, shop.Number("count", InstrumentKind.Counter, at, 0) with { Points = points });
        }

        store.SeriesDropped.ShouldBeGreaterThan(0);
        store.Read("shop", "Meter", "count", new ChartQuery(TimeSpan.FromMinutes(1), DimensionFilter.All)).ShouldNotBeNull().Lines.Single().Values
            .ShouldAllBe(static value => value == null || value == 0);
    }

    [Fact]
    public void A_flood_of_resources_leaves_none_without_series()
    {
        var store = new MetricStore(_clock, new TelemetryLimits { MaxMetricBytes = long.MaxValue / 8, MaxMetricSeriesCount = 80 });
        for (var at = 1; at <= 1000; at++)
        {
            _clock.Seconds = at;
            new Sender(store, $"flood-{at}").Measure(at, 1);
        }

        store.Resources.Count.ShouldBe((int)store.SeriesCount);
        // One that was forgotten may come again.
        new Sender(store, "flood-1").Measure(1000, 1);
        store.Of("flood-1").ShouldHaveSingleItem();
    }

    [Fact]
    public void An_exemplar_goes_with_its_series()
    {
        var store = new MetricStore(_clock, new TelemetryLimits { MaxMetricBytes = long.MaxValue / 8, MaxMetricSeriesCount = 80 });
        var shop = new Sender(store, "shop");
        shop.Send(1, shop.Histogram("duration", 1, [1], [0, 1], [new Exemplar((Sender.Start + 1) * 1000, 5, new TraceId(1, 1), default)], ("id", "first")));
        Exemplars(store).ShouldBe(1);
        for (var at = 2; at <= 100; at++)
        {
            _clock.Seconds = at;
            shop.Send(at, shop.Histogram("duration", at, [1], [at, 0], [], ("id", $"{at}")));
        }

        Exemplars(store).ShouldBe(0);
    }

    private static int Exemplars(MetricStore store) =>
        store.Read("shop", "Meter", "duration", new ChartQuery(TimeSpan.FromMinutes(5), DimensionFilter.All)).ShouldNotBeNull().Exemplars.Count;

    [Fact]
    public void Busy_series_lose_history_before_any_is_lost()
    {
        var store = new MetricStore(_clock, new TelemetryLimits { MaxMetricBytes = 500_000, MaxMetricSeriesCount = 10_000 });
        var shop = new Sender(store, "shop", started: 0);
        var random = new Random(1);
        for (var at = 1; at <= 1200; at++)
        {
            _clock.Seconds = at;
            var points = Enumerable.Range(0, 100).Select(i => shop.Number("level", InstrumentKind.Gauge, at, random.NextDouble(), ("id", $"{i}")).Points[0]).ToArray();
            shop.Send(at, shop.Number("level", InstrumentKind.Gauge, at, 0) with { Points = points });
            store.Bytes.ShouldBeLessThanOrEqualTo(500_000);
        }

        store.SeriesDropped.ShouldBe(0);
        store.PointsDropped.ShouldBeGreaterThan(1000);
        store.PointsIgnored.ShouldBe(0);
        Dropped(store).ShouldNotBeNull().ShouldContain("0 series and ");
        store.Read("shop", "Meter", "level", new ChartQuery(TimeSpan.FromMinutes(1), DimensionFilter.All)).ShouldNotBeNull().SeriesCount.ShouldBe(100);
    }

    [Fact]
    public void What_is_no_news_was_not_dropped_for_lack_of_room()
    {
        var store = new MetricStore(_clock);
        var shop = new Sender(store, "shop");
        shop.Measure(1, 5);
        shop.Measure(1, 5);
        (store.PointsIgnored, store.PointsDropped).ShouldBe((1, 0));
        Dropped(store).ShouldBeNull();
    }

    private static string? Dropped(MetricStore store) => new MetricsViewBuilder(store, new TraceStore(new TelemetryLimits())).Build(new MetricsQuery()).Dropped;

    [Fact]
    public void Clearing_a_resource_gives_everything_back()
    {
        var store = new MetricStore(_clock);
        _clock.Seconds = 1;
        new Sender(store, "one").Count(1, 5);
        new Sender(store, "two").Count(1, 5, ("a", "b"));
        store.Clear("ONE");
        store.Resources.ShouldBe(["two"]);
        store.SeriesCount.ShouldBe(1);
        store.Clear(null);
        (store.SeriesCount, store.Bytes, store.Resources.Count).ShouldBe((0, 0, 0));
    }

    [Fact]
    public void The_points_of_an_export_do_not_outlive_it()
    {
        var store = new MetricStore(_clock);
        var points = SendAndForget(store);
        GC.GetTotalMemory(forceFullCollection: true);
        points.IsAlive.ShouldBeFalse();
        store.SeriesCount.ShouldBe(1);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference SendAndForget(MetricStore store)
    {
        var sender = new Sender(store, "shop");
        MetricPoint[] points = [.. sender.Number("level", InstrumentKind.Gauge, 1, 5).Points];
        sender.Send(1, sender.Number("level", InstrumentKind.Gauge, 1, 5) with { Points = points });
        return new WeakReference(points);
    }

    [Fact]
    public async Task Writers_and_readers_do_not_harm_each_other()
    {
        var store = new MetricStore(_clock, new TelemetryLimits { MaxMetricBytes = 3_000_000, MaxMetricSeriesCount = 300 });
        _clock.Seconds = 100;
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(() =>
        {
            var sender = new Sender(store, $"shop-{writer % 2}", $"{writer}");
            for (var i = 1; i <= 3000; i++)
            {
                sender.Count(i / 30d, i, ("id", $"{i % 200}"));
            }
        })).ToList();
        var reader = Task.Run(() =>
        {
            while (!writers.TrueForAll(static writer => writer.IsCompleted))
            {
                store.Latest("shop-0");
                store.Read("shop-1", "Meter", "count", new ChartQuery(TimeSpan.FromMinutes(1), DimensionFilter.All));
                store.Requests("shop-1", TimeSpan.FromMinutes(1));
                store.Clear("shop-1");
            }
        });
        await Task.WhenAll([.. writers, reader]);
        store.PointsReceived.ShouldBe(12_000);
        store.Clear(null);
        (store.SeriesCount, store.Bytes).ShouldBe((0, 0));
    }
}
