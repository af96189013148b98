using System.Globalization;
using System.Text.Json;
using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Api.Telemetry;

/// <summary>
/// OTLP's JSON: ids in hexadecimal, 64-bit numbers as strings, enumerations as numbers. Every attribute is a <c>stringValue</c>, as in the answers of Aspire's dashboard.
/// </summary>
/// <seealso href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding"/>
internal static class OtlpJson
{
    /// <summary>A full store is a hundred megabytes of JSON; so much of it is in memory at a time.</summary>
    private const int Chunk = 64 << 10;

    /// <summary><c>{"resourceSpans": […]}</c>, grouped by resource and scope in the order in which they come.</summary>
    public static Task WriteSpansAsync(Utf8JsonWriter json, IReadOnlyList<Span> spans, CancellationToken cancellationToken) =>
        WriteAsync(json, spans, dropped: 0, "resourceSpans", "scopeSpans", "spans", static span => span.Resource, static span => span.Scope, WriteSpan, cancellationToken);

    /// <summary>One span likewise, and <c>droppedCount</c> when some are missing before it: a name beside OTLP's own, which readers ignore if they do not know it.</summary>
    public static Task WriteSpanAsync(Utf8JsonWriter json, Followed<Span> span, CancellationToken cancellationToken) =>
        WriteAsync(json, [span.Item], span.Dropped, "resourceSpans", "scopeSpans", "spans", static span => span.Resource, static span => span.Scope, WriteSpan, cancellationToken);

    /// <summary><c>{"resourceLogs": […]}</c>, likewise.</summary>
    public static Task WriteLogsAsync(Utf8JsonWriter json, IReadOnlyList<LogRecord> records, CancellationToken cancellationToken) =>
        WriteAsync(json, records, dropped: 0, "resourceLogs", "scopeLogs", "logRecords", static record => record.Resource, static record => record.Scope, WriteLog, cancellationToken);

    /// <inheritdoc cref="WriteSpanAsync"/>
    public static Task WriteLogAsync(Utf8JsonWriter json, Followed<LogRecord> record, CancellationToken cancellationToken) =>
        WriteAsync(json, [record.Item], record.Dropped, "resourceLogs", "scopeLogs", "logRecords", static record => record.Resource, static record => record.Scope, WriteLog, cancellationToken);

    private static async Task WriteAsync<T>(
        Utf8JsonWriter json,
        IReadOnlyList<T> items,
        long dropped,
        string resources,
        string scopes,
        string name,
        Func<T, TelemetryResource> resourceOf,
        Func<T, TelemetryScope> scopeOf,
        Action<Utf8JsonWriter, T> write,
        CancellationToken cancellationToken)
    {
        json.WriteStartObject();
        json.WriteStartArray(resources);
        foreach (var ofResource in items.GroupBy(resourceOf))
        {
            json.WriteStartObject();
            WriteResource(json, ofResource.Key);
            json.WriteStartArray(scopes);
            foreach (var ofScope in ofResource.GroupBy(scopeOf))
            {
                json.WriteStartObject();
                WriteScope(json, ofScope.Key);
                json.WriteStartArray(name);
                foreach (var item in ofScope)
                {
                    json.WriteStartObject();
                    write(json, item);
                    json.WriteEndObject();
                    if (json.BytesPending > Chunk)
                    {
                        await json.FlushAsync(cancellationToken);
                    }
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (dropped > 0)
        {
            json.WriteNumber("droppedCount", dropped);
        }

        json.WriteEndObject();
    }

    private static void WriteResource(Utf8JsonWriter json, TelemetryResource resource)
    {
        json.WriteStartObject("resource");
        json.WriteStartArray("attributes");
        WriteAttribute(json, "service.name", resource.Name);
        if (resource.InstanceId.Length > 0)
        {
            WriteAttribute(json, "service.instance.id", resource.InstanceId);
        }

        foreach (var (key, value) in resource.Attributes)
        {
            if (key is not ("service.name" or "service.instance.id"))
            {
                WriteAttribute(json, key, value.ToString());
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteScope(Utf8JsonWriter json, TelemetryScope scope)
    {
        json.WriteStartObject("scope");
        json.WriteString("name", scope.Name);
        WriteText(json, "version", scope.Version);
        WriteAttributes(json, scope.Attributes);
        json.WriteEndObject();
    }

    private static void WriteSpan(Utf8JsonWriter json, Span span)
    {
        json.WriteString("traceId", span.TraceId.ToString());
        json.WriteString("spanId", span.Id.ToString());
        WriteText(json, "traceState", span.TraceState);
        WriteText(json, "parentSpanId", span.ParentId.IsEmpty ? "" : span.ParentId.ToString());
        WriteCount(json, "flags", span.Flags);
        json.WriteString("name", span.Name);
        json.WriteNumber("kind", (int)span.Kind);
        WriteTime(json, "startTimeUnixNano", span.Start);
        WriteTime(json, "endTimeUnixNano", span.End);
        WriteAttributes(json, span.Attributes);
        WriteCount(json, "droppedAttributesCount", (uint)span.DroppedAttributes);
        WriteEvents(json, span.Events);
        WriteCount(json, "droppedEventsCount", (uint)span.DroppedEvents);
        WriteLinks(json, span.Links);
        WriteCount(json, "droppedLinksCount", (uint)span.DroppedLinks);
        if (span.Status != SpanStatus.Unset || span.StatusMessage.Length > 0)
        {
            json.WriteStartObject("status");
            WriteText(json, "message", span.StatusMessage);
            json.WriteNumber("code", (int)span.Status);
            json.WriteEndObject();
        }
    }

    private static void WriteEvents(Utf8JsonWriter json, IReadOnlyList<SpanEvent> events)
    {
        if (events.Count == 0)
        {
            return;
        }

        json.WriteStartArray("events");
        foreach (var e in events)
        {
            json.WriteStartObject();
            WriteTime(json, "timeUnixNano", e.Time);
            json.WriteString("name", e.Name);
            WriteAttributes(json, e.Attributes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteLinks(Utf8JsonWriter json, IReadOnlyList<SpanLink> links)
    {
        if (links.Count == 0)
        {
            return;
        }

        json.WriteStartArray("links");
        foreach (var link in links)
        {
            json.WriteStartObject();
            json.WriteString("traceId", link.TraceId.ToString());
            json.WriteString("spanId", link.SpanId.ToString());
            WriteAttributes(json, link.Attributes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteLog(Utf8JsonWriter json, LogRecord record)
    {
        WriteTime(json, "timeUnixNano", record.Time);
        json.WriteNumber("severityNumber", record.SeverityNumber);
        json.WriteString("severityText", record.Severity == LogSeverity.Unspecified ? "None" : record.Severity.ToString());
        json.WriteStartObject("body");
        json.WriteString("stringValue", record.Message);
        json.WriteEndObject();
        json.WriteStartArray("attributes");
        foreach (var (key, value) in record.Attributes)
        {
            WriteAttribute(json, key, value.ToString());
        }

        WriteAttribute(json, "aspire.log_id", record.Id.ToString(CultureInfo.InvariantCulture));
        json.WriteEndArray();
        WriteCount(json, "droppedAttributesCount", (uint)record.DroppedAttributes);
        WriteCount(json, "flags", record.Flags);
        WriteText(json, "traceId", record.TraceId.IsEmpty ? "" : record.TraceId.ToString());
        WriteText(json, "spanId", record.SpanId.IsEmpty ? "" : record.SpanId.ToString());
        WriteText(json, "eventName", record.EventName);
    }

    private static void WriteAttributes(Utf8JsonWriter json, in TelemetryAttributes attributes)
    {
        if (attributes.Count == 0)
        {
            return;
        }

        json.WriteStartArray("attributes");
        foreach (var (key, value) in attributes)
        {
            WriteAttribute(json, key, value.ToString());
        }

        json.WriteEndArray();
    }

    private static void WriteAttribute(Utf8JsonWriter json, string key, string value)
    {
        json.WriteStartObject();
        json.WriteString("key", key);
        json.WriteStartObject("value");
        json.WriteString("stringValue", value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string value)
    {
        if (value.Length > 0)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteCount(Utf8JsonWriter json, string name, uint value)
    {
        if (value != 0)
        {
            json.WriteNumber(name, value);
        }
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTime time) =>
        json.WriteString(name, ((ulong)(time - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick).ToString(CultureInfo.InvariantCulture));
}
