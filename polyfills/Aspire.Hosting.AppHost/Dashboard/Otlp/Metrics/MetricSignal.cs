using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Telemetry.Metrics;

namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>Takes metrics.</summary>
/// <seealso href="https://github.com/open-telemetry/opentelemetry-proto/blob/v1.9.0/opentelemetry/proto/metrics/v1/metrics.proto"/>
internal sealed class MetricSignal(TelemetryLimits limits, OtlpTexts texts, TelemetryResources resources, MetricStore store) : IOtlpSignal
{
    // ExportMetricsServiceRequest: repeated ResourceMetrics resource_metrics = 1.
    // ResourceMetrics: Resource resource = 1; repeated ScopeMetrics scope_metrics = 2. ScopeMetrics: InstrumentationScope scope = 1; repeated Metric metrics = 2.
    private const uint ResourceMetricsTag = (1 << 3) | WireType.Length;
    private const uint ScopeMetricsTag = (2 << 3) | WireType.Length;
    private const uint MetricsTag = (2 << 3) | WireType.Length;

    public string Name => "metrics";

    public OtlpOutcome Receive(ReadOnlySpan<byte> request)
    {
        var values = new OtlpReader(limits, texts, resources);
        var decoder = new MetricDecoder(values);
        var batches = new List<MetricBatch>();
        var reader = new ProtobufReader(request);
        while (reader.TryReadTag(out var tag))
        {
            if (tag == ResourceMetricsTag)
            {
                ReadResource(reader.ReadBytes(), values, decoder, batches);
            }
            else
            {
                reader.Skip(tag);
            }
        }

        store.Add(batches);
        return decoder.Outcome;
    }

    private static void ReadResource(ReadOnlySpan<byte> message, OtlpReader values, MetricDecoder decoder, List<MetricBatch> batches)
    {
        var resource = values.ReadResource(OtlpReader.Find(message, field: 1));
        var reader = new ProtobufReader(message);
        while (reader.TryReadTag(out var tag))
        {
            if (tag == ScopeMetricsTag)
            {
                batches.Add(ReadScope(reader.ReadBytes(), resource, values, decoder));
            }
            else
            {
                reader.Skip(tag);
            }
        }
    }

    private static MetricBatch ReadScope(ReadOnlySpan<byte> message, TelemetryResource resource, OtlpReader values, MetricDecoder decoder)
    {
        var scope = values.ReadScope(OtlpReader.Find(message, field: 1));
        var metrics = new List<MetricData>();
        var reader = new ProtobufReader(message);
        while (reader.TryReadTag(out var tag))
        {
            if (tag != MetricsTag)
            {
                reader.Skip(tag);
            }
            else if (decoder.Read(reader.ReadBytes()) is { } metric)
            {
                metrics.Add(metric);
            }
        }

        return new MetricBatch(resource, scope, metrics);
    }
}
