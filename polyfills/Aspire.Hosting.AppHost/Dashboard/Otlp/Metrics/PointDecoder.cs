using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Telemetry.Metrics;

namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>Decodes points. Each method returns the point, or why it is refused, or neither if the sender says that it holds no value.</summary>
internal sealed class PointDecoder(OtlpReader values)
{
    // DataPointFlags: DATA_POINT_FLAGS_NO_RECORDED_VALUE_MASK
    private const ulong NoValue = 1;

    // The object and its place in a list.
    private const int PointSize = 80;

    // NumberDataPoint: repeated KeyValue attributes = 7; fixed64 start_time_unix_nano = 2; fixed64 time_unix_nano = 3; oneof value { double as_double = 4; sfixed64 as_int = 6; };
    // repeated Exemplar exemplars = 5; uint32 flags = 8.
    public (MetricPoint? Point, string? Refusal) ReadNumber(ReadOnlySpan<byte> message)
    {
        values.Bytes += PointSize;
        var attributes = values.Begin();
        var (start, time, flags, value) = (0UL, 0UL, 0UL, 0d);
        List<Exemplar>? exemplars = null;
        var reader = new ProtobufReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case (2 << 3) | WireType.Fixed64:
                    start = reader.ReadFixed64();
                    break;
                case (3 << 3) | WireType.Fixed64:
                    time = reader.ReadFixed64();
                    break;
                case (4 << 3) | WireType.Fixed64:
                    value = reader.ReadDouble();
                    break;
                case (5 << 3) | WireType.Length:
                    ExemplarDecoder.Read(reader.ReadBytes(), values, ref exemplars);
                    break;
                case (6 << 3) | WireType.Fixed64:
                    value = (long)reader.ReadFixed64();
                    break;
                case (7 << 3) | WireType.Length:
                    values.Add(attributes, reader.ReadBytes());
                    break;
                case (8 << 3) | WireType.Varint:
                    flags = reader.ReadVarint();
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        var read = Sort(values.End(attributes));
        if ((flags & NoValue) != 0)
        {
            return default;
        }

        return double.IsFinite(value)
            ? (new MetricPoint { Attributes = read, Start = start, Time = time, Value = value, Exemplars = exemplars ?? [] }, null)
            : (null, "a value is no number.");
    }

    // HistogramDataPoint: repeated KeyValue attributes = 9; fixed64 start_time_unix_nano = 2; fixed64 time_unix_nano = 3; fixed64 count = 4; double sum = 5;
    // repeated fixed64 bucket_counts = 6; repeated double explicit_bounds = 7; repeated Exemplar exemplars = 8; uint32 flags = 10; double min = 11; double max = 12.
    public (MetricPoint? Point, string? Refusal) ReadHistogram(ReadOnlySpan<byte> message)
    {
        values.Bytes += PointSize;
        var attributes = values.Begin();
        var (start, time, flags, count) = (0UL, 0UL, 0UL, 0UL);
        List<Exemplar>? exemplars = null;
        var (counts, bounds) = (new PackedNumbers(), new PackedNumbers());
        var reader = new ProtobufReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case (2 << 3) | WireType.Fixed64:
                    start = reader.ReadFixed64();
                    break;
                case (3 << 3) | WireType.Fixed64:
                    time = reader.ReadFixed64();
                    break;
                case (4 << 3) | WireType.Fixed64:
                    count = reader.ReadFixed64();
                    break;
                case (6 << 3) | WireType.Length:
                    counts.AddFixed(reader.ReadBytes());
                    break;
                case (6 << 3) | WireType.Fixed64:
                    counts.Add(reader.ReadFixed64());
                    break;
                case (7 << 3) | WireType.Length:
                    bounds.AddFixed(reader.ReadBytes());
                    break;
                case (7 << 3) | WireType.Fixed64:
                    bounds.Add(reader.ReadFixed64());
                    break;
                case (8 << 3) | WireType.Length:
                    ExemplarDecoder.Read(reader.ReadBytes(), values, ref exemplars);
                    break;
                case (9 << 3) | WireType.Length:
                    values.Add(attributes, reader.ReadBytes());
                    break;
                case (10 << 3) | WireType.Varint:
                    flags = reader.ReadVarint();
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        var read = Sort(values.End(attributes));
        if ((flags & NoValue) != 0)
        {
            return default;
        }

        // A histogram without buckets tells how many only.
        if (counts.Count == 0 && bounds.Count == 0)
        {
            counts.Add(count);
        }

        var buckets = BucketDecoder.Explicit(bounds, counts, out var refusal);
        values.Bytes += buckets?.Size ?? 0;
        return (buckets is null ? null : new MetricPoint { Attributes = read, Start = start, Time = time, Buckets = buckets, Exemplars = exemplars ?? [] }, refusal);
    }

    // ExponentialHistogramDataPoint: repeated KeyValue attributes = 1; fixed64 start_time_unix_nano = 2; fixed64 time_unix_nano = 3; fixed64 count = 4; double sum = 5; sint32 scale = 6;
    // fixed64 zero_count = 7; Buckets positive = 8; Buckets negative = 9; uint32 flags = 10; repeated Exemplar exemplars = 11; double min = 12; double max = 13; double zero_threshold = 14.
    public (MetricPoint? Point, string? Refusal) ReadExponential(ReadOnlySpan<byte> message)
    {
        values.Bytes += PointSize;
        var attributes = values.Begin();
        var (start, time, flags, scale, zero) = (0UL, 0UL, 0UL, 0L, 0UL);
        List<Exemplar>? exemplars = null;
        ReadOnlySpan<byte> positive = default, negative = default;
        var reader = new ProtobufReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case (1 << 3) | WireType.Length:
                    values.Add(attributes, reader.ReadBytes());
                    break;
                case (2 << 3) | WireType.Fixed64:
                    start = reader.ReadFixed64();
                    break;
                case (3 << 3) | WireType.Fixed64:
                    time = reader.ReadFixed64();
                    break;
                case (6 << 3) | WireType.Varint:
                    scale = reader.ReadZigZag();
                    break;
                case (7 << 3) | WireType.Fixed64:
                    zero = reader.ReadFixed64();
                    break;
                case (8 << 3) | WireType.Length:
                    positive = reader.ReadBytes();
                    break;
                case (9 << 3) | WireType.Length:
                    negative = reader.ReadBytes();
                    break;
                case (10 << 3) | WireType.Varint:
                    flags = reader.ReadVarint();
                    break;
                case (11 << 3) | WireType.Length:
                    ExemplarDecoder.Read(reader.ReadBytes(), values, ref exemplars);
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        var read = Sort(values.End(attributes));
        if ((flags & NoValue) != 0)
        {
            return default;
        }

        var buckets = BucketDecoder.Exponential(scale, zero, positive, negative, out var refusal);
        values.Bytes += buckets?.Size ?? 0;
        return (buckets is null ? null : new MetricPoint { Attributes = read, Start = start, Time = time, Buckets = buckets, Exemplars = exemplars ?? [] }, refusal);
    }

    /// <summary>By names, so that the same dimensions in another order are the same series.</summary>
    private static TelemetryAttributes Sort(TelemetryAttributes attributes)
    {
        var items = attributes.Items;
        for (var index = 1; index < items.Length; index++)
        {
            if (string.CompareOrdinal(items[index - 1].Key, items[index].Key) > 0)
            {
                // The array is this point's own.
                Array.Sort(items, static (one, other) => string.CompareOrdinal(one.Key, other.Key));
                break;
            }
        }

        return attributes;
    }
}
