using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>Decodes the log records of one request. None is refused: whatever can be read can be shown.</summary>
/// <seealso href="https://github.com/open-telemetry/opentelemetry-proto/blob/v1.9.0/opentelemetry/proto/logs/v1/logs.proto"/>
internal sealed class LogDecoder(TelemetryLimits limits, OtlpReader values, TelemetryResources resources, LogStore store, DateTime now) : OtlpWalk(values, resources)
{
    /// <summary>The highest number, FATAL4.</summary>
    private const int MaxSeverity = 24;

    private readonly List<LogRecord> _batch = [];

    protected override void Read(ReadOnlySpan<byte> item)
    {
        var record = Decode(item);
        _batch.Add(record);
        Took(record.EstimatedBytes);
    }

    protected override void Store()
    {
        store.Add(_batch);
        _batch.Clear();
    }

    private LogRecord Decode(ReadOnlySpan<byte> message)
    {
        Values.Bytes += LogSize.Object;
        ReadOnlySpan<byte> traceId = default, spanId = default;
        var (at, observed) = (0UL, 0UL);
        var (severity, severityText, eventName, body) = (0, "", "", "");
        var (flags, dropped) = (0u, 0);
        var attributes = Values.Begin();
        var reader = new ProtobufReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case (1 << 3) | WireType.Fixed64: // time_unix_nano
                    at = reader.ReadFixed64();
                    break;
                case (11 << 3) | WireType.Fixed64: // observed_time_unix_nano
                    observed = reader.ReadFixed64();
                    break;
                case (2 << 3) | WireType.Varint: // severity_number
                    severity = reader.ReadInt32();
                    break;
                case (3 << 3) | WireType.Length: // severity_text
                    severityText = Values.ReadName(reader.ReadBytes());
                    break;
                case (5 << 3) | WireType.Length: // body
                    body = ReadBody(reader.ReadBytes());
                    break;
                case (6 << 3) | WireType.Length: // attributes
                    dropped += Values.Add(attributes, reader.ReadBytes()) ? 0 : 1;
                    break;
                case (7 << 3) | WireType.Varint: // dropped_attributes_count
                    dropped = (int)Math.Min((long)dropped + reader.ReadCount(), int.MaxValue);
                    break;
                case (8 << 3) | WireType.Fixed32: // flags
                    flags = reader.ReadFixed32();
                    break;
                case (9 << 3) | WireType.Length: // trace_id
                    traceId = reader.ReadBytes();
                    break;
                case (10 << 3) | WireType.Length: // span_id
                    spanId = reader.ReadBytes();
                    break;
                case (12 << 3) | WireType.Length: // event_name
                    eventName = Values.ReadName(reader.ReadBytes());
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        var read = Values.End(attributes);
        var time = at != 0 ? at : observed;
        severity = severity is >= 0 and <= MaxSeverity ? severity : 0;
        return new LogRecord
        {
            Time = time == 0 ? now : OtlpTime.ToDateTime(time),
            // Four numbers a step, from 1 on.
            Severity = (LogSeverity)((severity + 3) / 4),
            SeverityNumber = severity,
            SeverityText = severityText,
            Message = body,
            Resource = Resource,
            Scope = Scope,
            // An id of another length means that there is none, says the protocol.
            TraceId = traceId.Length == TraceId.Bytes ? TraceId.Read(traceId) : default,
            SpanId = spanId.Length == SpanId.Bytes ? SpanId.Read(spanId) : default,
            Flags = flags,
            EventName = eventName,
            Attributes = read,
            DroppedAttributes = dropped,
            EstimatedBytes = (int)Math.Min(Values.Bytes, int.MaxValue),
        };
    }

    private string ReadBody(ReadOnlySpan<byte> anyValue)
    {
        // Nearly always a text, and then a longer one than an attribute's may be: string_value = 1, and nothing else.
        var reader = new ProtobufReader(anyValue);
        if (reader.TryReadTag(out var tag) && tag == ((1 << 3) | WireType.Length))
        {
            var text = reader.ReadBytes();
            if (!reader.TryReadTag(out _))
            {
                return Values.ReadMessage(text);
            }
        }

        var before = Values.Bytes;
        var body = Values.ReadValue(anyValue).ToString();
        var longest = 4 * limits.MaxAttributeLength;
        if (body.Length > longest)
        {
            // Not within a pair of surrogates.
            body = body[..(char.IsHighSurrogate(body[longest - 1]) ? longest - 1 : longest)];
        }

        Values.Bytes = before + TelemetrySize.Of(body);
        return body;
    }
}
