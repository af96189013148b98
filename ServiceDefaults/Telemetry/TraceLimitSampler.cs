using System.Diagnostics;
using OpenTelemetry.Trace;

namespace MyArch.ServiceDefaults;

/// <summary>
/// Begins so many traces per second and no more: under a flood, spans cost as much as the requests. It is what an X-Ray sampling rule calls its reservoir
/// (https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html), without the fixed rate for the rest. Whoever begins a trace decides for all that follow, even if the other sampler does
/// not ask for parents: a trace is there as a whole or not at all.
/// </summary>
/// <param name="inner">Decides about what the limit lets through.</param>
/// <param name="perSecond">How many traces are begun in a second at most.</param>
/// <param name="time">Tells the seconds.</param>
internal sealed class TraceLimitSampler(Sampler inner, int perSecond, TimeProvider time) : Sampler
{
    private long _second;
    private int _begun;

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        var parent = samplingParameters.ParentContext;
        if (parent.TraceId != default)
        {
            return parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? inner.ShouldSample(samplingParameters) : new SamplingResult(SamplingDecision.Drop);
        }

        var result = inner.ShouldSample(samplingParameters);
        return result.Decision == SamplingDecision.Drop || IsWithinLimit() ? result : new SamplingResult(SamplingDecision.Drop);
    }

    // Threads that meet at the turn of a second may begin a few more; a lock would cost each request more than those do.
    private bool IsWithinLimit()
    {
        var second = time.GetTimestamp() / time.TimestampFrequency;
        if (Interlocked.Exchange(ref _second, second) != second)
        {
            Interlocked.Exchange(ref _begun, 0);
        }

        return Interlocked.Increment(ref _begun) <= perSecond;
    }
}
