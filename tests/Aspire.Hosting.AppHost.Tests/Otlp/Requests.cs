using System.Buffers.Binary;

namespace Aspire.Hosting.Dashboard.Tests.Otlp;

/// <summary>Requests as exporters send them.</summary>
internal static class Requests
{
    /// <summary>2026-01-01T00:00:00Z.</summary>
    public const ulong NewYear = 1_767_225_600_000_000_000;

    /// <summary>An <c>ExportTraceServiceRequest</c> with spans like those of a web server: a dozen attributes, some always the same, some always new.</summary>
    public static byte[] Spans(int count, string service = "shop", int first = 0, int perTrace = 8) => Proto.Message(request => request.Batch(service, "one", spans =>
    {
        for (var i = first; i < first + count; i++)
        {
            Span(spans, i, (ulong)(i / perTrace) + 1, i % perTrace == 0 ? 0 : (ulong)(i - i % perTrace + 1));
        }
    }));

    private static void Span(Proto spans, int i, ulong trace, ulong parent) => spans.Nested(2, span =>
    {
        span.Bytes(1, TraceId(trace)).Bytes(2, SpanId((ulong)i + 1));
        if (parent != 0)
        {
            span.Bytes(4, SpanId(parent));
        }

        var start = NewYear + (ulong)i * 1_000_000;
        span.Text(5, "GET /api/items/{id}").Number(6, 2).Fixed64(7, start).Fixed64(8, start + 2_500_000)
            .Attribute(9, "http.request.method", "GET")
            .Attribute(9, "url.scheme", "http")
            .Attribute(9, "url.path", $"/api/items/{i % 5_000}")
            .Attribute(9, "http.route", "/api/items/{id}")
            .Attribute(9, "http.response.status_code", any => any.Number(3, i % 50 == 0 ? 500 : 200))
            .Attribute(9, "network.protocol.version", "1.1")
            .Attribute(9, "server.address", "localhost")
            .Attribute(9, "server.port", any => any.Number(3, 8080))
            .Attribute(9, "user_agent.original", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36")
            .Attribute(9, "db.system.name", "postgresql")
            .Attribute(9, "app.item.id", $"item-{i}")
            .Attribute(9, "cache.hit", any => any.Number(2, i & 1));
        if (i % 50 == 0)
        {
            span.Nested(15, status => status.Text(2, "It broke").Number(3, 2))
                .Nested(11, e => e.Fixed64(1, start + 1_000).Text(2, "exception").Attribute(3, "exception.type", "System.TimeoutException"));
        }

        span.Fixed32(16, 0x101);
    });

    /// <summary>One span whose message the caller writes.</summary>
    public static byte[] OneSpan(Action<Proto> span) => Proto.Message(request => request.Batch("shop", "one", spans => spans.Nested(2, span)));

    /// <summary>One span with ids and times, and what the caller adds.</summary>
    public static byte[] ValidSpan(Action<Proto> more) => OneSpan(span =>
    {
        span.Bytes(1, TraceId(1)).Bytes(2, SpanId(1)).Text(5, "work").Fixed64(7, NewYear).Fixed64(8, NewYear + 1_000_000);
        more(span);
    });

    /// <summary>An <c>ExportLogsServiceRequest</c>.</summary>
    public static byte[] Logs(int count, string service = "shop", int first = 0) => Proto.Message(request => request.Batch(service, "one", logs =>
    {
        for (var i = first; i < first + count; i++)
        {
            var number = i;
            logs.Nested(2, log => log.Fixed64(1, NewYear + (ulong)number * 1_000_000).Number(2, 1 + number % 24).Text(3, "word")
                .Nested(5, any => any.Text(1, $"Item {number} was looked at"))
                .Attribute(6, "ItemId", any => any.Number(3, number)).Attribute(6, "{OriginalFormat}", "Item {ItemId} was looked at")
                .Fixed32(8, 1).Bytes(9, TraceId((ulong)number + 1)).Bytes(10, SpanId((ulong)number + 1)));
        }
    }));

    /// <summary>One log record whose message the caller writes.</summary>
    public static byte[] OneLog(Action<Proto> log) => Proto.Message(request => request.Batch("shop", "one", logs => logs.Nested(2, log)));

    /// <summary>An <c>ExportMetricsServiceRequest</c>: a counter with a series for each user.</summary>
    public static byte[] Metrics(int count) => Series(count, first: 0, length: 4, scope: 0);

    /// <summary>The same with names and values of <paramref name="length"/> and more letters that no other series has, of one meter for every hundred; or, with a <paramref name="scope"/>, each of a meter of its own that has so many letters in its attribute.</summary>
    public static byte[] Series(int count, int first, int length, int scope) => Proto.Message(request =>
    {
        var step = scope == 0 ? 100 : 1;
        for (var meters = first; meters < first + count; meters += step)
        {
            var (begin, end) = (meters, Math.Min(meters + step, first + count));
            request.Nested(1, batch => batch
                .Nested(1, resource => resource.Attribute(1, "service.name", "shop"))
                .Nested(2, scoped => scoped
                    .Nested(1, meter => meter.Text(1, $"Tests {begin}").Attribute(3, "notes", $"{begin}".PadLeft(scope, 'x')))
                    .Nested(2, metric => metric.Text(1, "http.requests").Text(3, "{request}").Nested(7, sum =>
                    {
                        sum.Number(2, 2).Number(3, 1);
                        for (var i = begin; i < end; i++)
                        {
                            Point(sum, i, length);
                        }
                    }))));
        }
    });

    private static void Point(Proto sum, int number, int length) => sum.Nested(1, point => point
        .Fixed64(2, NewYear).Fixed64(3, NewYear + ((ulong)number * 1_000_000_000)).Fixed64(6, (ulong)number)
        .Attribute(7, "http.route", "/api/items/{id}").Attribute(7, $"{number}".PadLeft(length, 'k'), $"{number}".PadLeft(length, 'v'))
        .Nested(5, exemplar => exemplar.Fixed64(2, NewYear + ((ulong)number * 20_000_000_000)).Real(3, number).Bytes(4, SpanId(1)).Bytes(5, TraceId((ulong)number + 1))));

    public static byte[] TraceId(ulong number)
    {
        var id = new byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(id.AsSpan(8), number);
        id[0] = 0xAB;
        return id;
    }

    public static byte[] SpanId(ulong number)
    {
        var id = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(id, number);
        return id;
    }
}
