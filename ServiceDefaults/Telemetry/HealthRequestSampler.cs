using System.Diagnostics;
using OpenTelemetry.Trace;

namespace MyArch.ServiceDefaults;

/// <summary>Leaves health checks out of the traces, together with everything that is done for them, and asks another sampler about the rest.</summary>
internal sealed class HealthRequestSampler(Sampler inner) : Sampler
{
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        IsHealthCheck(samplingParameters) || HasUnsampledParent(samplingParameters.ParentContext)
            ? new SamplingResult(SamplingDecision.Drop)
            : inner.ShouldSample(samplingParameters);

    private static bool IsHealthCheck(in SamplingParameters parameters)
    {
        if (parameters.Kind != ActivityKind.Server)
        {
            // The reverse proxy's own probing.
            return parameters.Name is "proxy.cluster_health_checks" or "proxy.destination_health_check";
        }

        if (parameters.Tags is not null)
        {
            foreach (var (key, value) in parameters.Tags)
            {
                if (key == "url.path")
                {
                    return value is HealthEndpoints.LivePath or HealthEndpoints.ReadyPath;
                }
            }
        }

        return false;
    }

    // In this process, so it was left out here: its children would arrive without it. A sampler that ignores parents would not see that.
    private static bool HasUnsampledParent(in ActivityContext parent) =>
        parent.TraceId != default && !parent.IsRemote && !parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded);
}
