using System.Diagnostics;
using OpenTelemetry.Trace;

namespace MyArch.ServiceDefaults.Tests.Telemetry;

public sealed class TraceLimitTests
{
    private readonly StandingTime _time = new();

    [Fact]
    public void So_many_traces_begin_in_a_second_and_in_the_next_one_again()
    {
        var sampler = Sampler(new AlwaysOnSampler());

        Begin(sampler, 5).ShouldBe(3);
        _time.Seconds++;
        Begin(sampler, 2).ShouldBe(2);
        Begin(sampler, 2).ShouldBe(1);
    }

    [Theory]
    [InlineData(ActivityTraceFlags.Recorded, SamplingDecision.RecordAndSample)]
    [InlineData(ActivityTraceFlags.None, SamplingDecision.Drop)]
    public void Whoever_began_a_trace_has_decided(ActivityTraceFlags flags, SamplingDecision expected)
    {
        var sampler = Sampler(new AlwaysOnSampler());
        Begin(sampler, 5);

        for (var i = 0; i < 5; i++)
        {
            Ask(sampler, new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), flags, isRemote: true)).ShouldBe(expected);
        }
    }

    [Fact]
    public void What_the_other_sampler_leaves_out_takes_nothing_of_the_limit()
    {
        Begin(Sampler(new AlwaysOffSampler()), 5).ShouldBe(0);
        var sampler = Sampler(new Every(2));

        Begin(sampler, 6).ShouldBe(3);
    }

    [Fact]
    public void Many_threads_keep_to_it()
    {
        var sampler = Sampler(new AlwaysOnSampler());
        var begun = 0;

        Parallel.For(0, 10_000, _ => Interlocked.Add(ref begun, Begin(sampler, 1)));

        begun.ShouldBe(3);
    }

    private static SamplingDecision Ask(Sampler sampler, ActivityContext parent) =>
        sampler.ShouldSample(new SamplingParameters(parent, ActivityTraceId.CreateRandom(), "GET", ActivityKind.Server)).Decision;

    private static int Begin(Sampler sampler, int count) => Enumerable.Range(0, count).Count(_ => Ask(sampler, default) == SamplingDecision.RecordAndSample);

    private TraceLimitSampler Sampler(Sampler inner) => new(inner, perSecond: 3, _time);

    private sealed class StandingTime : TimeProvider
    {
        public long Seconds { get; set; } = 5;

        public override long GetTimestamp() => Seconds * TimestampFrequency;
    }

    private sealed class Every(int second) : Sampler
    {
        private int _asked;

        public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) => new(_asked++ % second == 0);
    }
}
