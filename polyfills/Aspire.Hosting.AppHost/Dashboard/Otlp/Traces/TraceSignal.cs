using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>Takes traces.</summary>
internal sealed class TraceSignal(TelemetryLimits limits, OtlpTexts texts, TelemetryResources resources, TraceStore store, TimeProvider time) : IOtlpSignal
{
    public string Name => "traces";

    public OtlpOutcome Receive(ReadOnlySpan<byte> request) =>
        new SpanDecoder(limits, new OtlpReader(limits, texts), resources, store, time.GetUtcNow().UtcDateTime).Run(request);
}
