using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Telemetry.Calls;
using Aspire.Hosting.Dashboard.Telemetry.Metrics;
using Aspire.Hosting.Dashboard.Tests.Telemetry.Metrics;
using Aspire.Hosting.Dashboard.Tests.Traces;

namespace Aspire.Hosting.Dashboard.Tests.Telemetry.Calls;

public sealed class CallStoreTests
{
    private readonly SetClock _clock = new();
    private readonly CallStore _calls;
    private ulong _id;

    public CallStoreTests() => _calls = new CallStore(_clock);

    [Fact]
    public void Rate_errors_and_percentile_are_those_of_the_last_half_minute()
    {
        for (var second = 0; second < 100; second++)
        {
            _clock.Seconds = second;
            _calls.Add([.. Enumerable.Range(0, 10).Select(i => Call(6379, milliseconds: second < 50 ? 5_000 : i == 0 ? 20 : 1, isError: second < 50 || i == 1))]);
        }

        var summary = Of("6379").ShouldNotBeNull();
        summary.RatePerSecond.ShouldBe(10, 0.5);
        summary.ErrorShare.ShouldBe(0.1, 0.01);
        summary.P95.TotalMilliseconds.ShouldBe(20, 4);
    }

    [Fact]
    public void A_first_call_is_not_spread_over_a_time_when_nobody_looked()
    {
        _clock.Seconds = 1_000;
        _calls.Add([.. Enumerable.Range(0, 30).Select(_ => Call(6379))]);
        _clock.Seconds = 1_003;

        Of("6379").ShouldNotBeNull().RatePerSecond.ShouldBe(10);
    }

    [Fact]
    public void Who_is_called_no_more_has_no_requests()
    {
        _calls.Add([Call(6379)]);
        _clock.Seconds = 60;

        Of("6379").ShouldBe(new RequestSummary(0, 0, TimeSpan.Zero));
        Of("6380").ShouldBeNull();
    }

    [Fact]
    public void A_message_goes_to_its_queue_and_other_spans_go_nowhere()
    {
        _calls.Add(
        [
            Span(SpanKind.Producer, ("messaging.destination.name", "jobs"), ("server.address", "localhost"), ("server.port", 1L)),
            Span(SpanKind.Consumer, ("messaging.destination.name", "jobs")),
            Span(SpanKind.Server, ("server.address", "localhost"), ("server.port", 2L)),
            Span(SpanKind.Client, ("server.address", "localhost")),
            Span(SpanKind.Client, ("server.address", new string('x', 300)), ("server.port", 3L)),
        ]);

        Targets().ShouldBe([new CallTarget(null, null, "jobs")]);
    }

    [Fact]
    public void Targets_are_bounded_and_the_one_that_was_not_called_for_longest_goes()
    {
        for (var port = 1; port <= CallStore.MostTargets + 1; port++)
        {
            _clock.Seconds = port * CallWindow.SlotSeconds;
            _calls.Add([Call(port), Call(1)]);
        }

        Targets().Count.ShouldBe(CallStore.MostTargets);
        Of("1").ShouldNotBeNull();
        Of("2").ShouldBeNull();
    }

    private RequestSummary? Of(string port) => _calls.Read(static target => [target.Port!]).GetValueOrDefault(port);

    private List<CallTarget> Targets()
    {
        var targets = new List<CallTarget>();
        _calls.Read(target =>
        {
            targets.Add(target);
            return [];
        });
        return targets;
    }

    private Span Call(int port, double milliseconds = 1, bool isError = false) => TestSpans.Of(
        ++_id, 0, 0, milliseconds, kind: SpanKind.Client, status: isError ? SpanStatus.Error : SpanStatus.Unset, attributes: [("server.address", "localhost"), ("server.port", (long)port)]);

    private Span Span(SpanKind kind, params ReadOnlySpan<(string, TelemetryValue)> attributes) => TestSpans.Of(++_id, 0, 0, 1, kind: kind, attributes: attributes);
}
