using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Telemetry.Metrics;

namespace Aspire.Hosting.Dashboard.Tests.Telemetry.Metrics;

public class CounterTests
{
    private readonly SetClock _clock = new();
    private readonly MetricStore _store;

    public CounterTests() => _store = new MetricStore(_clock);

    [Fact]
    public void Exports_that_come_unevenly_show_an_even_rate()
    {
        var random = new Random(3);
        var sender = new Sender(_store, "shop", started: 0);
        for (double at = 0.5; at < 120; at += 1 + (random.NextDouble() * 0.2))
        {
            Now(at);
            sender.Count(at, 1000 * at);
        }

        // Whole counts fall to whole slots: one more or less.
        var values = Rates(TimeSpan.FromMinutes(1));
        values.Length.ShouldBe(60);
        values.ShouldAllBe(static value => Math.Abs(value!.Value - 1000) <= 2);
    }

    [Fact]
    public void One_export_a_minute_shows_the_same_rate_as_one_a_second()
    {
        var sender = new Sender(_store, "shop");
        for (var at = 60; at <= 600; at += 60)
        {
            Now(at);
            sender.Count(at, 5 * at);
        }

        Rates(TimeSpan.FromMinutes(5)).ShouldAllBe(static value => Math.Abs(value!.Value - 5) < 0.5);
    }

    [Fact]
    public void One_export_in_ten_minutes_shows_the_same_rate_and_the_whole_total()
    {
        var sender = new Sender(_store, "shop", started: 0);
        for (var at = 600; at <= 1800; at += 600)
        {
            Now(at);
            sender.Count(at, 7 * at);
        }

        // Whole counts fall to whole slots.
        Rates(TimeSpan.FromMinutes(5)).ShouldAllBe(static value => Math.Abs(value!.Value - 7) < 0.5);
        Latest().Value.ShouldBe(7 * 1200);
    }

    [Fact]
    public void A_restart_is_neither_a_fall_nor_a_spike()
    {
        var before = new Sender(_store, "shop", "one", started: -1000);
        for (var at = 1; at <= 30; at++)
        {
            Now(at);
            before.Count(at, 1_000_000 + (10 * at));
        }

        var after = new Sender(_store, "shop", "two", started: 32);
        for (var at = 33; at <= 60; at++)
        {
            Now(at);
            after.Count(at, 10 * (at - 32));
        }

        var values = Rates(TimeSpan.FromMinutes(1));
        // The first second is where the count of a process that was not known is taken as it is.
        values[1..30].ShouldAllBe(static value => value == 10);
        values[30..32].ShouldAllBe(static value => value == 0);
        values[32..].ShouldAllBe(static value => value == 10);
        _store.Of("shop").Single().SeriesCount.ShouldBe(1);
    }

    [Fact]
    public void A_count_that_starts_anew_in_the_same_process_is_no_fall()
    {
        var first = new Sender(_store, "shop", started: 0);
        Now(1);
        first.Count(1, 100);
        Now(2);
        first.Count(2, 110);
        var resource = new TelemetryResource("shop", "1", default);
        Add(resource, start: 0, at: 3, value: 500);
        Add(resource, start: 0, at: 4, value: 510);
        Add(resource, start: 4, at: 5, value: 7);
        // Smaller without a new start: nobody knows what was in between.
        Add(resource, start: 4, at: 6, value: 3);
        Add(resource, start: 4, at: 7, value: 5);
        Rates(TimeSpan.FromMinutes(1))[^4..].ShouldBe([10, 7, 0, 2]);
    }

    [Fact]
    public void What_comes_twice_or_late_is_dropped_and_counted()
    {
        var sender = new Sender(_store, "shop", started: 0);
        foreach (var (at, value) in new[] { (1d, 10d), (2, 20), (2, 20), (1, 10), (4, 40), (3, 30), (5, 50) })
        {
            Now(Math.Max(_clock.Seconds, at));
            sender.Count(at, value);
        }

        _store.PointsIgnored.ShouldBe(3);
        _store.PointsReceived.ShouldBe(7);
        Rates(TimeSpan.FromMinutes(1))[^5..].ShouldBe([10, 10, 10, 10, 10]);
    }

    [Fact]
    public void Deltas_are_summed_up_also_late_ones_but_none_twice()
    {
        var sender = new Sender(_store, "shop", started: 0);
        Now(10);
        sender.CountDelta(0, 1, 4);
        sender.CountDelta(1, 2, 6);
        sender.CountDelta(1, 2, 6);
        sender.CountDelta(4, 5, 1);
        // Late by two seconds: it goes to the newest second.
        sender.CountDelta(2, 3, 5);
        Latest().Value.ShouldBe(16);
        _store.PointsIgnored.ShouldBe(1);
        sender.CountDelta(9, 10, 1);
        Rates(TimeSpan.FromMinutes(1))[^10..].ShouldBe([4, 6, 0, 0, 6, 0, 0, 0, 0, 1]);
    }

    [Fact]
    public void A_new_series_of_a_known_process_counts_from_its_first_point()
    {
        var sender = new Sender(_store, "shop", started: -5000);
        Now(1);
        sender.Count(1, 1_000_000, ("status", "200"));
        Now(2);
        sender.Count(2, 1_000_010, ("status", "200"));
        Now(3);
        sender.Send(3, sender.Number("count", InstrumentKind.Counter, 3, 1_000_020, ("status", "200")) with
        {
            Points =
            [
                sender.Number("count", InstrumentKind.Counter, 3, 1_000_020, ("status", "200")).Points[0],
                sender.Number("count", InstrumentKind.Counter, 3, 2, ("status", "500")).Points[0],
            ],
        });
        Rates(TimeSpan.FromMinutes(1))[^2..].ShouldBe([10, 12]);
        Chart(TimeSpan.FromMinutes(1), "status").Lines.Select(static line => (line.Name, line.Values[^1])).ShouldBe([("200", 10), ("500", 2)]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(16)]
    public void Replicas_are_summed_up(int count)
    {
        SendReplicas(count);
        Rates(TimeSpan.FromMinutes(1))[^15..].ShouldAllBe(value => value == 10 * count);
    }

    [Fact]
    public void More_replicas_than_are_remembered_make_no_spike()
    {
        SendReplicas(20);
        Rates(TimeSpan.FromMinutes(1))[^15..].ShouldAllBe(static value => value <= 200);
    }

    [Fact]
    public void Of_two_processes_without_an_instance_the_younger_one_counts()
    {
        var resource = new TelemetryResource("shop", "", default);
        for (var at = 10; at <= 30; at++)
        {
            Add(resource, start: 1, at, value: 1_000_000 + (10 * at));
            Add(resource, start: 9, at + 0.5, value: 3 * at);
        }

        Rates(TimeSpan.FromMinutes(1))[^15..].ShouldAllBe(static value => value == 3);
    }

    [Fact]
    public void An_instrument_that_becomes_another_kind_is_no_spike()
    {
        var sender = new Sender(_store, "shop", started: 0);
        for (var at = 1; at <= 20; at++)
        {
            Now(at);
            sender.Send(at, sender.Number("count", at <= 10 ? InstrumentKind.UpDownCounter : InstrumentKind.Counter, at, 1_000_000 + at));
        }

        Rates(TimeSpan.FromMinutes(1))[^9..].ShouldAllBe(static value => value == 1);
        Latest().Value.ShouldBe(9);
    }

    [Theory]
    [InlineData(60, 1)]
    [InlineData(300, 5)]
    [InlineData(900, 15)]
    [InlineData(1800, 15)]
    [InlineData(3600, 30)]
    [InlineData(10800, 180)]
    [InlineData(21600, 180)]
    [InlineData(43200, 360)]
    public void Every_window_shows_the_same_rate(int window, int step)
    {
        var sender = new Sender(_store, "shop", started: 0);
        for (var at = 2; at <= 13 * 3600; at += 2)
        {
            Now(at);
            sender.Count(at, 7 * at);
        }

        var chart = Chart(TimeSpan.FromSeconds(window));
        chart.Step.ShouldBe(step);
        chart.Times.Length.ShouldBe(window / step);
        chart.Times[^1].ShouldBe(Sender.Start + (13 * 3600));
        chart.Lines.Single().Values.ShouldAllBe(static value => Math.Abs(value!.Value - 7) < 0.01);
    }

    // Processes that have counted for long, each ten a second.
    private void SendReplicas(int count)
    {
        var senders = Enumerable.Range(0, count).Select(i => new Sender(_store, "shop", $"{i}", started: -5000)).ToArray();
        for (var at = 1; at <= 20; at++)
        {
            Now(at);
            Array.ForEach(senders, sender => sender.Count(at, 50_000 + (10 * at)));
        }
    }

    private void Now(double seconds) => _clock.Seconds = seconds;

    private void Add(TelemetryResource resource, double start, double at, double value)
    {
        Now(at);
        _store.Add([new MetricBatch(resource, new TelemetryScope("Meter", "", default), [new MetricData("count", "", "", InstrumentKind.Counter, IsDelta: false,
            [new MetricPoint { Start = Sender.Nanoseconds(start), Time = Sender.Nanoseconds(at), Value = value }])])]);
        _store.EndExport([resource]);
    }

    private LatestValue Latest() => _store.Latest("shop").Single().Value;

    private ChartData Chart(TimeSpan window, string? splitBy = null) => _store.Read("shop", "Meter", "count", new ChartQuery(window, DimensionFilter.All, splitBy)).ShouldNotBeNull();

    private double?[] Rates(TimeSpan window) => Chart(window).Lines.Single().Values;
}
