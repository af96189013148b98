using Aspire.Hosting.Dashboard.Telemetry.Metrics;

namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>Decodes the metrics of one request, and counts the points that are refused.</summary>
internal sealed class MetricDecoder(OtlpReader values)
{
    // AggregationTemporality
    private const int Delta = 1;
    private const int Cumulative = 2;

    private readonly PointDecoder _points = new(values);

    public OtlpOutcome Outcome { get; private set; }

    // Metric: string name = 1; string description = 2; string unit = 3; oneof data { Gauge gauge = 5; Sum sum = 7; Histogram histogram = 9;
    // ExponentialHistogram exponential_histogram = 10; Summary summary = 11; }; repeated KeyValue metadata = 12.
    public MetricData? Read(ReadOnlySpan<byte> message)
    {
        values.Bytes = 0;
        var (name, description, unit) = ("", "", "");
        uint kind = 0;
        ReadOnlySpan<byte> data = default;
        var reader = new ProtobufReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case (1 << 3) | WireType.Length:
                    name = values.ReadName(reader.ReadBytes());
                    break;
                case (2 << 3) | WireType.Length:
                    description = values.ReadText(reader.ReadBytes());
                    break;
                case (3 << 3) | WireType.Length:
                    unit = values.ReadName(reader.ReadBytes());
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

        return ReadData(name, description, unit, kind, data);
    }

    // All kinds: repeated … data_points = 1; all but gauges and summaries: AggregationTemporality aggregation_temporality = 2; sums: bool is_monotonic = 3.
    private MetricData? ReadData(string name, string description, string unit, uint number, ReadOnlySpan<byte> data)
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
        var points = ReadPoints(data, number, name, reason);
        return reason is null ? new MetricData(name, unit, description, kind!.Value, temporality == Delta && kind != InstrumentKind.Gauge, points) : null;
    }

    private List<MetricPoint> ReadPoints(ReadOnlySpan<byte> data, uint number, string name, string? reason)
    {
        var points = new List<MetricPoint>();
        var reader = new ProtobufReader(data);
        while (reader.TryReadTag(out var tag))
        {
            if (tag != ((1 << 3) | WireType.Length))
            {
                reader.Skip(tag);
                continue;
            }

            var message = reader.ReadBytes();
            if (reason is not null)
            {
                Outcome = Outcome.Refuse(reason);
                continue;
            }

            var read = number switch
            {
                9 => _points.ReadHistogram(message),
                10 => _points.ReadExponential(message),
                _ => _points.ReadNumber(message),
            };
            if (read.Refusal is not null)
            {
                Outcome = Outcome.Refuse($"The metric '{name}': {read.Refusal}");
            }
            else if (read.Point is not null)
            {
                points.Add(read.Point);
            }
        }

        return points;
    }
}
