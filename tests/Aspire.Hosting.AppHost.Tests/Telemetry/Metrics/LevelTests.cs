using Aspire.Hosting.Dashboard.Telemetry.Metrics;

namespace Aspire.Hosting.Dashboard.Tests.Telemetry.Metrics;

public class LevelTests
{
    private readonly SetClock _clock = new();
    private readonly MetricStore _store;
    private readonly Sender _sender;

    public LevelTests()
    {
        _store = new MetricStore(_clock);
        _sender = new Sender(_store, "shop");
    }

    [Fact]
    public void A_value_holds_until_the_next_one_and_silence_is_a_gap()
    {
        for (var at = 1; at <= 60; at++)
        {
            if (at is < 20 or > 40)
            {
                _clock.Seconds = at;
                _sender.Measure(at, at < 10 ? 1.5 : at < 50 ? 4 : 7);
            }
        }

        // Values at their seconds; the second of the last export is not over.
        var values = Values();
        values[1..10].ShouldAllBe(static value => value == 1.5);
        values[10..20].ShouldAllBe(static value => value == 4);
        values[20..41].ShouldAllBe(static value => value == null);
        values[41..50].ShouldAllBe(static value => value == 4);
        values[50..].ShouldAllBe(static value => value == 7);
    }

    [Fact]
    public void What_a_process_said_last_does_not_outlive_it()
    {
        _clock.Seconds = 1;
        _sender.Measure(1, 5);
        _clock.Seconds = 2;
        _sender.Measure(2, 5);
        _clock.Seconds = 60;
        Values()[6..].ShouldAllBe(static value => value == null);
        _store.Latest("shop").Single().Value.Value.ShouldBe(5);
        _clock.Seconds = 600;
        _store.Latest("shop").Single().Value.Value.ShouldBeNull();
    }

    [Fact]
    public void An_old_value_is_known_after_its_entry_was_trimmed()
    {
        for (var at = 1; at <= 3000; at++)
        {
            _clock.Seconds = at;
            _sender.Measure(at, at < 5 ? 1 : 42);
        }

        _store.Read("shop", "Meter", "level", new ChartQuery(TimeSpan.FromMinutes(5), DimensionFilter.All)).ShouldNotBeNull().Lines.Single().Values
            .ShouldAllBe(static value => value == 42);
    }

    [Fact]
    public void Levels_of_several_processes_are_summed_up_until_one_is_gone()
    {
        var other = new Sender(_store, "shop", "2");
        for (var at = 1; at <= 30; at++)
        {
            _clock.Seconds = at;
            _sender.Send(at, _sender.Number("active", InstrumentKind.UpDownCounter, at, 5), _sender.Number("gauge", InstrumentKind.Gauge, at, 5));
            if (at <= 20)
            {
                // A little behind.
                other.Send(at - 0.3, other.Number("active", InstrumentKind.UpDownCounter, at - 0.3, 2), other.Number("gauge", InstrumentKind.Gauge, at - 0.3, 2));
            }
        }

        _store.PointsIgnored.ShouldBe(0);
        Line("active")[5..20].ShouldAllBe(static value => value == 7);
        Line("active")[24..30].ShouldAllBe(static value => value == 5);
        Line("gauge")[5..30].ShouldAllBe(static value => value == 5);
    }

    [Fact]
    public void Gauges_have_a_line_per_series_and_up_down_counters_are_summed()
    {
        for (var at = 1; at <= 5; at++)
        {
            _clock.Seconds = at;
            foreach (var queue in new[] { "a", "b" })
            {
                _sender.Send(
                    at, _sender.Number("gauge", InstrumentKind.Gauge, at, queue == "a" ? 3 : 4, ("queue", queue)),
                    _sender.Number("active", InstrumentKind.UpDownCounter, at, queue == "a" ? 3 : 4, ("queue", queue)));
            }
        }

        Lines("gauge").ShouldBe([("queue=a", 3), ("queue=b", 4)]);
        // Never summed: by an attribute that none has, the highest.
        Lines("gauge", splitBy: "zone").ShouldBe([("(none)", 4)]);
        Lines("active", splitBy: "zone").ShouldBe([("(none)", 7)]);
        Lines("active").ShouldBe([("", 7)]);
        Lines("active", new DimensionFilter(new Dictionary<string, IReadOnlySet<string?>> { ["queue"] = new HashSet<string?> { "b" } })).ShouldBe([("", 4)]);
        Lines("active", new DimensionFilter(new Dictionary<string, IReadOnlySet<string?>> { ["zone"] = new HashSet<string?> { null } })).ShouldBe([("", 7)]);
        _store.Dimensions("shop", "Meter", "gauge").Single().Values.ShouldBe(["a", "b"]);
    }

    private IEnumerable<(string, double?)> Lines(string name, DimensionFilter? filter = null, string? splitBy = null) =>
        _store.Read("shop", "Meter", name, new ChartQuery(TimeSpan.FromMinutes(1), filter ?? DimensionFilter.All, splitBy)).ShouldNotBeNull().Lines
            .Select(static line => (line.Name, line.Values[^1]));

    /// <summary>The values at the seconds from the start.</summary>
    private double?[] Line(string name)
    {
        var chart = _store.Read("shop", "Meter", name, new ChartQuery(TimeSpan.FromMinutes(1), DimensionFilter.All)).ShouldNotBeNull();
        return chart.Lines.Single().Values[(Array.IndexOf(chart.Times, Sender.Start) + 1)..];
    }

    private double?[] Values() =>
        _store.Read("shop", "Meter", "level", new ChartQuery(TimeSpan.FromMinutes(1), DimensionFilter.All)).ShouldNotBeNull().Lines.Single().Values;
}
