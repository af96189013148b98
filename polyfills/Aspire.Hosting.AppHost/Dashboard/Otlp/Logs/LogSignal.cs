using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>Takes log records.</summary>
internal sealed class LogSignal(TelemetryLimits limits, OtlpTexts texts, TelemetryResources resources, LogStore store, TimeProvider time) : IOtlpSignal
{
    public string Name => "logs";

    public OtlpOutcome Receive(ReadOnlySpan<byte> request) =>
        new LogDecoder(limits, new OtlpReader(limits, texts), resources, store, time.GetUtcNow().UtcDateTime).Run(request);
}
