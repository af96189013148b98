using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Otlp;

/// <summary>Takes log records. None is refused: whatever can be read can be shown.</summary>
/// <seealso href="https://github.com/open-telemetry/opentelemetry-proto/blob/v1.9.0/opentelemetry/proto/logs/v1/logs.proto"/>
internal sealed class LogSignal(TelemetryLimits limits, OtlpTexts texts, TelemetryResources resources, LogStore store, TimeProvider time) : IOtlpSignal
{
    /// <inheritdoc cref="TraceSignal"/>
    private const long MaxPendingBytes = 8 << 20;

    // ExportLogsServiceRequest: repeated ResourceLogs resource_logs = 1.
    // ResourceLogs: Resource resource = 1; repeated ScopeLogs scope_logs = 2. ScopeLogs: InstrumentationScope scope = 1; repeated LogRecord log_records = 2.
    private static readonly uint ResourceLogsTag = ProtobufReader.Tag(1, WireType.Length);
    private static readonly uint ScopeLogsTag = ProtobufReader.Tag(2, WireType.Length);
    private static readonly uint LogRecordsTag = ProtobufReader.Tag(2, WireType.Length);

    public string Name => "logs";

    public OtlpOutcome Receive(ReadOnlySpan<byte> request)
    {
        var decoder = new LogDecoder(limits, new OtlpReader(limits, texts, resources), time.GetUtcNow().UtcDateTime);
        var batch = new List<LogRecord>();
        var pending = 0L;
        var reader = new ProtobufReader(request);
        while (reader.TryReadTag(out var tag))
        {
            if (tag == ResourceLogsTag)
            {
                ReadResourceLogs(reader.ReadBytes(), decoder, batch, ref pending);
            }
            else
            {
                reader.Skip(tag);
            }
        }

        store.Add(batch);
        return default;
    }

    private void ReadResourceLogs(ReadOnlySpan<byte> resourceLogs, LogDecoder decoder, List<LogRecord> batch, ref long pending)
    {
        decoder.BeginResource(OtlpReader.Find(resourceLogs, field: 1));
        var reader = new ProtobufReader(resourceLogs);
        while (reader.TryReadTag(out var tag))
        {
            if (tag == ScopeLogsTag)
            {
                ReadScopeLogs(reader.ReadBytes(), decoder, batch, ref pending);
            }
            else
            {
                reader.Skip(tag);
            }
        }
    }

    private void ReadScopeLogs(ReadOnlySpan<byte> scopeLogs, LogDecoder decoder, List<LogRecord> batch, ref long pending)
    {
        decoder.BeginScope(OtlpReader.Find(scopeLogs, field: 1));
        var reader = new ProtobufReader(scopeLogs);
        while (reader.TryReadTag(out var tag))
        {
            if (tag != LogRecordsTag)
            {
                reader.Skip(tag);
                continue;
            }

            var record = decoder.Read(reader.ReadBytes());
            batch.Add(record);
            pending += record.EstimatedBytes;
            if (pending > MaxPendingBytes)
            {
                store.Add(batch);
                batch.Clear();
                pending = 0;
            }
        }
    }
}
