using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Telemetry.Metrics;

namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>Decodes exemplars. Those without a trace lead nowhere, and are left out; so are those beyond what an item may take.</summary>
internal static class ExemplarDecoder
{
    // The object and its place in a list.
    private const int Size = 80;

    // Exemplar: repeated KeyValue filtered_attributes = 7; fixed64 time_unix_nano = 2; oneof value { double as_double = 3; sfixed64 as_int = 6; }; bytes span_id = 4; bytes trace_id = 5.
    public static void Read(ReadOnlySpan<byte> message, OtlpReader values, ref List<Exemplar>? into)
    {
        var (time, value) = (0UL, 0d);
        ReadOnlySpan<byte> spanId = default, traceId = default;
        var reader = new ProtobufReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case (2 << 3) | WireType.Fixed64:
                    time = reader.ReadFixed64();
                    break;
                case (3 << 3) | WireType.Fixed64:
                    value = reader.ReadDouble();
                    break;
                case (4 << 3) | WireType.Length:
                    spanId = reader.ReadBytes();
                    break;
                case (5 << 3) | WireType.Length:
                    traceId = reader.ReadBytes();
                    break;
                case (6 << 3) | WireType.Fixed64:
                    value = (long)reader.ReadFixed64();
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        if (traceId.Length != TraceId.Bytes || TraceId.Read(traceId).IsEmpty || !double.IsFinite(value) || time == 0 || values.Bytes >= OtlpReader.MaxItemBytes)
        {
            return;
        }

        values.Bytes += Size;
        (into ??= []).Add(new Exemplar((long)(time / 1_000_000), value, TraceId.Read(traceId), spanId.Length == SpanId.Bytes ? SpanId.Read(spanId) : default));
    }
}
