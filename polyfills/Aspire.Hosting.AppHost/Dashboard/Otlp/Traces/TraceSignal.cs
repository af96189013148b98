using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Telemetry.Calls;

namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>Takes traces.</summary>
internal sealed class TraceSignal(TelemetryLimits limits, OtlpTexts texts, TelemetryResources resources, TraceStore store, CallStore calls, TimeProvider time) : IOtlpSignal
{
    public string Name => "traces";

    public OtlpOutcome Receive(ReadOnlySpan<byte> request) =>
        new SpanDecoder(limits, new OtlpReader(limits, texts), resources, store, calls, time.GetUtcNow().UtcDateTime).Run(request);
}
