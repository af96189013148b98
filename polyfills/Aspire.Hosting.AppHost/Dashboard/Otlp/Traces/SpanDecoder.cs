using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Telemetry.Calls;

namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>Decodes the spans of one request.</summary>
/// <seealso href="https://github.com/open-telemetry/opentelemetry-proto/blob/v1.9.0/opentelemetry/proto/trace/v1/trace.proto"/>
internal sealed class SpanDecoder(TelemetryLimits limits, OtlpReader values, TelemetryResources resources, TraceStore store, CallStore calls, DateTime now) : OtlpWalk(values, resources)
{
    private readonly List<Span> _batch = [];
    private readonly List<SpanEvent> _events = [];
    private readonly List<SpanLink> _links = [];

    protected override void Read(ReadOnlySpan<byte> item)
    {
        if (Decode(item, out var refusal) is { } span)
        {
            _batch.Add(span);
            Took(span.EstimatedBytes);
        }
        else
        {
            Refuse(refusal!);
        }
    }

    protected override void Store()
    {
        store.Add(_batch);
        calls.Add(_batch);
        _batch.Clear();
    }

    /// <summary>Null: the span is well-formed protobuf and cannot be used; <paramref name="refusal"/> says why.</summary>
    private Span? Decode(ReadOnlySpan<byte> message, out string? refusal)
    {
        Values.Bytes += SpanSize.Object;
        _events.Clear();
        _links.Clear();
        ReadOnlySpan<byte> traceId = default, spanId = default, parentId = default;
        var (name, traceState, statusMessage) = ("", "", "");
        var (kind, status, flags) = (0, 0, 0u);
        var (start, end) = (0UL, 0UL);
        var (droppedAttributes, droppedEvents, droppedLinks) = (0, 0, 0);
        var attributes = Values.Begin();
        var reader = new ProtobufReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case (1 << 3) | WireType.Length: // trace_id
                    traceId = reader.ReadBytes();
                    break;
                case (2 << 3) | WireType.Length: // span_id
                    spanId = reader.ReadBytes();
                    break;
                case (3 << 3) | WireType.Length: // trace_state
                    traceState = Values.ReadText(reader.ReadBytes());
                    break;
                case (4 << 3) | WireType.Length: // parent_span_id
                    parentId = reader.ReadBytes();
                    break;
                case (5 << 3) | WireType.Length: // name
                    name = Values.ReadName(reader.ReadBytes());
                    break;
                case (6 << 3) | WireType.Varint: // kind
                    kind = reader.ReadInt32();
                    break;
                case (7 << 3) | WireType.Fixed64: // start_time_unix_nano
                    start = reader.ReadFixed64();
                    break;
                case (8 << 3) | WireType.Fixed64: // end_time_unix_nano
                    end = reader.ReadFixed64();
                    break;
                case (9 << 3) | WireType.Length: // attributes
                    droppedAttributes += Values.Add(attributes, reader.ReadBytes()) ? 0 : 1;
                    break;
                case (10 << 3) | WireType.Varint: // dropped_attributes_count
                    droppedAttributes = Sum(droppedAttributes, reader.ReadCount());
                    break;
                case (11 << 3) | WireType.Length: // events
                    droppedEvents += ReadEvent(reader.ReadBytes()) ? 0 : 1;
                    break;
                case (12 << 3) | WireType.Varint: // dropped_events_count
                    droppedEvents = Sum(droppedEvents, reader.ReadCount());
                    break;
                case (13 << 3) | WireType.Length: // links
                    droppedLinks += ReadLink(reader.ReadBytes()) ? 0 : 1;
                    break;
                case (14 << 3) | WireType.Varint: // dropped_links_count
                    droppedLinks = Sum(droppedLinks, reader.ReadCount());
                    break;
                case (15 << 3) | WireType.Length: // status
                    ReadStatus(reader.ReadBytes(), ref status, ref statusMessage);
                    break;
                case (16 << 3) | WireType.Fixed32: // flags
                    flags = reader.ReadFixed32();
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        var read = Values.End(attributes);
        refusal = Refusal(traceId, spanId, parentId);
        if (refusal is not null)
        {
            return null;
        }

        start = start == 0 ? end : start;
        return new Span
        {
            TraceId = TraceId.Read(traceId),
            Id = SpanId.Read(spanId),
            ParentId = parentId.IsEmpty ? default : SpanId.Read(parentId),
            Resource = Resource,
            Scope = Scope,
            Name = name,
            Kind = kind is >= 0 and <= (int)SpanKind.Consumer ? (SpanKind)kind : SpanKind.Unspecified,
            Start = start == 0 ? now : OtlpTime.ToDateTime(start),
            Duration = OtlpTime.Between(start, end),
            Status = status is >= 0 and <= (int)SpanStatus.Error ? (SpanStatus)status : SpanStatus.Unset,
            StatusMessage = statusMessage,
            TraceState = traceState,
            Flags = flags,
            Attributes = read,
            Events = _events.Count == 0 ? [] : _events.ToArray(),
            Links = _links.Count == 0 ? [] : _links.ToArray(),
            DroppedAttributes = droppedAttributes,
            DroppedEvents = droppedEvents,
            DroppedLinks = droppedLinks,
            EstimatedBytes = (int)Math.Min(Values.Bytes, int.MaxValue),
        };
    }

    /// <summary>The words are for the sender's log.</summary>
    private static string? Refusal(ReadOnlySpan<byte> traceId, ReadOnlySpan<byte> spanId, ReadOnlySpan<byte> parentId)
    {
        if (traceId.Length != TraceId.Bytes || TraceId.Read(traceId).IsEmpty)
        {
            return "A span's trace_id is not 16 bytes of which one is not zero.";
        }

        if (spanId.Length != SpanId.Bytes || SpanId.Read(spanId).IsEmpty)
        {
            return "A span's span_id is not 8 bytes of which one is not zero.";
        }

        return parentId.Length is 0 or SpanId.Bytes ? null : "A span's parent_span_id is neither empty nor 8 bytes.";
    }

    // Event: fixed64 time_unix_nano = 1; string name = 2; repeated KeyValue attributes = 3; uint32 dropped_attributes_count = 4.
    private bool ReadEvent(ReadOnlySpan<byte> message)
    {
        var (at, name) = (0UL, "");
        var before = Values.Bytes;
        var full = _events.Count >= limits.MaxSpanEventCount || Values.Bytes >= OtlpReader.MaxItemBytes;
        var attributes = Values.Begin();
        var reader = new ProtobufReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case (1 << 3) | WireType.Fixed64:
                    at = reader.ReadFixed64();
                    break;
                case (2 << 3) | WireType.Length:
                    name = Values.ReadName(reader.ReadBytes());
                    break;
                case (3 << 3) | WireType.Length:
                    Values.Add(attributes, reader.ReadBytes());
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        var read = Values.End(attributes);
        if (full)
        {
            Values.Bytes = before;
            return false;
        }

        Values.Bytes += SpanSize.Event;
        _events.Add(new(at == 0 ? now : OtlpTime.ToDateTime(at), name, read));
        return true;
    }

    // Link: bytes trace_id = 1; bytes span_id = 2; string trace_state = 3; repeated KeyValue attributes = 4.
    private bool ReadLink(ReadOnlySpan<byte> message)
    {
        ReadOnlySpan<byte> traceId = default, spanId = default;
        var before = Values.Bytes;
        var full = _links.Count >= limits.MaxSpanEventCount || Values.Bytes >= OtlpReader.MaxItemBytes;
        var attributes = Values.Begin();
        var reader = new ProtobufReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case (1 << 3) | WireType.Length:
                    traceId = reader.ReadBytes();
                    break;
                case (2 << 3) | WireType.Length:
                    spanId = reader.ReadBytes();
                    break;
                case (4 << 3) | WireType.Length:
                    Values.Add(attributes, reader.ReadBytes());
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        var read = Values.End(attributes);
        if (full || traceId.Length != TraceId.Bytes || spanId.Length != SpanId.Bytes)
        {
            Values.Bytes = before;
            return false;
        }

        Values.Bytes += SpanSize.Link;
        _links.Add(new(TraceId.Read(traceId), SpanId.Read(spanId), read));
        return true;
    }

    // Status: string message = 2; StatusCode code = 3.
    private void ReadStatus(ReadOnlySpan<byte> message, ref int status, ref string statusMessage)
    {
        var reader = new ProtobufReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case (2 << 3) | WireType.Length:
                    statusMessage = Values.ReadText(reader.ReadBytes());
                    break;
                case (3 << 3) | WireType.Varint:
                    status = reader.ReadInt32();
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }
    }

    private static int Sum(int a, int b) => (int)Math.Min((long)a + b, int.MaxValue);
}
