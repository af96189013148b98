using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Telemetry.Metrics;

namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>Decodes the metrics of one request, and counts the points that are refused. A metric without points is left out: there would be nothing to show and nothing to evict.</summary>
/// <seealso href="https://github.com/open-telemetry/opentelemetry-proto/blob/v1.9.0/opentelemetry/proto/metrics/v1/metrics.proto"/>
internal sealed class MetricDecoder(OtlpReader values, TelemetryResources resources, MetricStore store) : OtlpWalk(values, resources)
{
    // AggregationTemporality
    private const int Delta = 1;
    private const int Cumulative = 2;

    // A batch with one instrument, in bytes.
    private const int BatchSize = 200;

    // Resources of one request whose export ends with it; those of one that has more end earlier.
    private const int MostSenders = 1_000;

    private readonly PointDecoder _decoder = new(values);
    private readonly HashSet<TelemetryResource> _senders = [];
    private List<MetricBatch> _batches = [];

    // Those of the last batch, until it is stored or another metric begins.
    private List<MetricPoint>? _points;

    /// <summary>All of the request is in.</summary>
    public void EndExport()
    {
        store.EndExport(_senders);
        _senders.Clear();
    }

    protected override void Store()
    {
        store.Add(_batches);
        (_batches, _points) = ([], null);
        if (_senders.Count > MostSenders)
        {
            EndExport();
        }
    }

    // Metric: string name = 1; string description = 2; string unit = 3; oneof data { Gauge gauge = 5; Sum sum = 7; Histogram histogram = 9;
    // ExponentialHistogram exponential_histogram = 10; Summary summary = 11; }; repeated KeyValue metadata = 12.
    protected override void Read(ReadOnlySpan<byte> item)
    {
        var (name, description, unit) = ("", "", "");
        uint kind = 0;
        ReadOnlySpan<byte> data = default;
        var reader = new ProtobufReader(item);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case (1 << 3) | WireType.Length:
                    name = Values.ReadName(reader.ReadBytes());
                    break;
                case (2 << 3) | WireType.Length:
                    description = Values.ReadText(reader.ReadBytes());
                    break;
                case (3 << 3) | WireType.Length:
                    unit = Values.ReadName(reader.ReadBytes());
                    break;
                case (5 << 3) | WireType.Length:
                case (7 << 3) | WireType.Length:
                case (9 << 3) | WireType.Length:
                case (10 << 3) | WireType.Length:
                case (11 << 3) | WireType.Length:
                    // Of a oneof the last one counts.
                    kind = tag >> 3;
                    data = reader.ReadBytes();
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        ReadData(name, description, unit, kind, data);
    }

    // All kinds: repeated … data_points = 1; all but gauges and summaries: AggregationTemporality aggregation_temporality = 2; sums: bool is_monotonic = 3.
    private void ReadData(string name, string description, string unit, uint number, ReadOnlySpan<byte> data)
    {
        var (temporality, isMonotonic) = (0, false);
        var reader = new ProtobufReader(data);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case (2 << 3) | WireType.Varint:
                    temporality = reader.ReadInt32();
                    break;
                case (3 << 3) | WireType.Varint:
                    isMonotonic = reader.ReadBoolean();
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        InstrumentKind? kind = number switch
        {
            5 => InstrumentKind.Gauge,
            7 => isMonotonic ? InstrumentKind.Counter : InstrumentKind.UpDownCounter,
            9 or 10 => InstrumentKind.Histogram,
            _ => null,
        };
        var reason = name.Length == 0 ? "A metric has no name."
            : kind is null ? $"The metric '{name}' is a summary, or of a kind that is not known: sums, gauges and histograms are taken."
            : kind != InstrumentKind.Gauge && temporality is not (Delta or Cumulative) ? $"The metric '{name}' has no temporality."
            : null;
        ReadPoints(data, number, new MetricData(name, unit, description, kind ?? default, temporality == Delta && kind != InstrumentKind.Gauge, []), reason);
    }

    private void ReadPoints(ReadOnlySpan<byte> data, uint number, MetricData metric, string? reason)
    {
        _points = null;
        var texts = Values.Bytes;
        var reader = new ProtobufReader(data);
        while (reader.TryReadNext((1 << 3) | WireType.Length, out var message))
        {
            if (reason is not null)
            {
                Refuse(reason);
                continue;
            }

            Values.Bytes = 0;
            var (point, refusal) = number switch
            {
                9 => _decoder.ReadHistogram(message),
                10 => _decoder.ReadExponential(message),
                _ => _decoder.ReadNumber(message),
            };
            if (refusal is not null)
            {
                Refuse($"The metric '{metric.Name}': {refusal}");
            }
            else if (point is not null)
            {
                Add(metric, point, texts);
                texts = 0;
            }
        }
    }

    private void Add(MetricData metric, MetricPoint point, long texts)
    {
        if (_points is null)
        {
            _points = [];
            _batches.Add(new MetricBatch(Resource, Scope, [metric with { Points = _points }]));
            _senders.Add(Resource);
            Values.Bytes += BatchSize + texts;
        }

        _points.Add(point);
        Took(Values.Bytes);
    }
}
