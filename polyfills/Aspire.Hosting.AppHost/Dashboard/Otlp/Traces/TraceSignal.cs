using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>Takes traces.</summary>
/// <seealso href="https://github.com/open-telemetry/opentelemetry-proto/blob/v1.9.0/opentelemetry/proto/trace/v1/trace.proto"/>
internal sealed class TraceSignal(TelemetryLimits limits, OtlpTexts texts, TelemetryResources resources, TraceStore store, TimeProvider time) : IOtlpSignal
{
    /// <summary>So much of a request is decoded before it is stored; only a request that is larger can be stored in part and then turn out malformed.</summary>
    private const long MaxPendingBytes = 8 << 20;

    // ExportTraceServiceRequest: repeated ResourceSpans resource_spans = 1.
    // ResourceSpans: Resource resource = 1; repeated ScopeSpans scope_spans = 2. ScopeSpans: InstrumentationScope scope = 1; repeated Span spans = 2.
    private static readonly uint ResourceSpansTag = ProtobufReader.Tag(1, WireType.Length);
    private static readonly uint ScopeSpansTag = ProtobufReader.Tag(2, WireType.Length);
    private static readonly uint SpansTag = ProtobufReader.Tag(2, WireType.Length);

    public string Name => "traces";

    public OtlpOutcome Receive(ReadOnlySpan<byte> request)
    {
        var decoder = new SpanDecoder(limits, new OtlpReader(limits, texts, resources), time.GetUtcNow().UtcDateTime);
        var batch = new List<Span>();
        var pending = 0L;
        var outcome = default(OtlpOutcome);
        var reader = new ProtobufReader(request);
        while (reader.TryReadTag(out var tag))
        {
            if (tag == ResourceSpansTag)
            {
                ReadResourceSpans(reader.ReadBytes(), decoder, batch, ref pending, ref outcome);
            }
            else
            {
                reader.Skip(tag);
            }
        }

        store.Add(batch);
        return outcome;
    }

    private void ReadResourceSpans(ReadOnlySpan<byte> resourceSpans, SpanDecoder decoder, List<Span> batch, ref long pending, ref OtlpOutcome outcome)
    {
        decoder.BeginResource(OtlpReader.Find(resourceSpans, field: 1));
        var reader = new ProtobufReader(resourceSpans);
        while (reader.TryReadTag(out var tag))
        {
            if (tag == ScopeSpansTag)
            {
                ReadScopeSpans(reader.ReadBytes(), decoder, batch, ref pending, ref outcome);
            }
            else
            {
                reader.Skip(tag);
            }
        }
    }

    private void ReadScopeSpans(ReadOnlySpan<byte> scopeSpans, SpanDecoder decoder, List<Span> batch, ref long pending, ref OtlpOutcome outcome)
    {
        decoder.BeginScope(OtlpReader.Find(scopeSpans, field: 1));
        var reader = new ProtobufReader(scopeSpans);
        while (reader.TryReadTag(out var tag))
        {
            if (tag != SpansTag)
            {
                reader.Skip(tag);
            }
            else if (decoder.Read(reader.ReadBytes(), out var refusal) is { } span)
            {
                batch.Add(span);
                pending += span.EstimatedBytes;
                if (pending > MaxPendingBytes)
                {
                    store.Add(batch);
                    batch.Clear();
                    pending = 0;
                }
            }
            else
            {
                outcome = outcome.Refuse(refusal!);
            }
        }
    }
}
