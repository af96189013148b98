using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Telemetry.Metrics;

namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>Takes metrics.</summary>
internal sealed class MetricSignal(TelemetryLimits limits, OtlpTexts texts, TelemetryResources resources, MetricStore store) : IOtlpSignal
{
    public string Name => "metrics";

    public OtlpOutcome Receive(ReadOnlySpan<byte> request)
    {
        var decoder = new MetricDecoder(new OtlpReader(limits, texts), resources, store);
        var outcome = decoder.Run(request);
        decoder.EndExport();
        return outcome;
    }
}
