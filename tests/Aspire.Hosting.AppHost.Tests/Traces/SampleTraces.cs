using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Tests.Traces;

/// <summary>Traces as a shop makes them: through gateway, cart, catalogue, Redis, PostgreSQL, a queue and a worker.</summary>
internal static class SampleTraces
{
    /// <summary>An order: 14 spans of five resources, one trace from the click to the worker.</summary>
    public static IReadOnlyList<Span> Order(TraceId trace, double at = 0, bool fails = false) =>
    [
        TestSpans.Of(1, 0, at, 142, "gateway", "POST /api/cart/checkout", SpanKind.Server, trace: trace, attributes: [("http.request.method", "POST"), ("http.route", "/api/{**path}"), ("http.response.status_code", 202L)]),
        TestSpans.Of(2, 1, at + 2.4, 137.5, "gateway", "POST", SpanKind.Client, trace: trace, attributes: [("http.request.method", "POST"), ("server.address", "localhost"), ("server.port", 41003L)]),
        TestSpans.Of(3, 2, at + 4.1, 134, "cart-a1", "POST /api/cart/checkout", SpanKind.Server, trace: trace, attributes: [("http.request.method", "POST"), ("http.route", "/api/cart/checkout")]),
        TestSpans.Of(4, 3, at + 5, 0.9, "cart-a1", "GET", SpanKind.Client, trace: trace, attributes: [("db.system.name", "redis"), ("db.operation.name", "GET"), ("db.namespace", "0"), ("server.address", "127.0.0.1"), ("server.port", 6379L)]),
        TestSpans.Of(5, 3, at + 7.3, 61, "cart-a1", "GET", SpanKind.Client, trace: trace, attributes: [("http.request.method", "GET"), ("server.address", "localhost"), ("server.port", 8099L)]),
        TestSpans.Of(6, 5, at + 8.2, 58, "catalog-b1", "GET /internal/prices", SpanKind.Server, trace: trace, attributes: [("http.request.method", "GET"), ("http.route", "/internal/prices")]),
        TestSpans.Of(7, 6, at + 9.1, 0.7, "catalog-b1", "MGET", SpanKind.Client, trace: trace, attributes: [("db.system.name", "redis"), ("db.operation.name", "MGET")]),
        TestSpans.Of(8, 6, at + 11, 47, "catalog-b1", "store", SpanKind.Client, trace: trace, attributes: [("db.system.name", "postgresql"), ("db.namespace", "store"), ("db.query.text", "SELECT id, name, price_cents FROM products WHERE id = ANY($1)"), ("server.address", "127.0.0.1"), ("server.port", 5432L)]),
        TestSpans.Of(9, 3, at + 72, 61, "cart-a1", "send jobs", SpanKind.Producer, trace: trace, attributes: [("messaging.system", "aws_sqs"), ("messaging.destination.name", "jobs"), ("messaging.operation.name", "send")]),
        TestSpans.Of(10, 9, at + 210, 96, "worker-a1", "process jobs", SpanKind.Consumer, trace: trace, attributes: [("messaging.system", "aws_sqs"), ("messaging.destination.name", "jobs"), ("messaging.operation.name", "process")]),
        TestSpans.Of(11, 10, at + 213, 90, "worker-a1", "POST", SpanKind.Client, trace: trace, attributes: [("http.request.method", "POST")]),
        TestSpans.Of(12, 11, at + 215, 86, "worker-a1-app", "POST /jobs/order-placed", SpanKind.Server, trace: trace, attributes: [("http.request.method", "POST"), ("http.route", "/jobs/order-placed")]),
        TestSpans.Of(
            13, 12, at + 221, 74, "worker-a1-app", "PUT", SpanKind.Client, fails ? SpanStatus.Error : SpanStatus.Unset, trace,
            events: fails ? [Exception(at + 290)] : [], attributes: [("http.request.method", "PUT"), ("error.type", fails ? "503" : ""), ("server.address", "localhost"), ("server.port", 8099L)]),
        TestSpans.Of(14, 13, at + 219.5, 70, "catalog-b1", "PUT /internal/orders/{id}", SpanKind.Server, trace: trace, attributes: [("http.request.method", "PUT")]),
    ];

    /// <summary>A tree of as many spans as wanted, several levels deep, with errors, events and many resources.</summary>
    public static IReadOnlyList<Span> Large(TraceId trace, int spans, int seed = 1)
    {
        var random = new Random(seed);
        var made = new List<Span>(spans) { TestSpans.Of(1, 0, 0, 60_000, "gateway", "POST /batch", SpanKind.Server, trace: trace) };
        while (made.Count < spans)
        {
            var parent = made[random.Next(Math.Max(0, made.Count - 60), made.Count)];
            var start = (parent.Start - TestSpans.Start).TotalMilliseconds + (parent.Duration.TotalMilliseconds * random.NextDouble() * 0.4);
            made.Add(TestSpans.Of(
                (ulong)made.Count + 1, parent.Id.Value, start, Math.Max(0.01, parent.Duration.TotalMilliseconds * random.NextDouble()), $"service-{random.Next(12)}", $"GET /items/{made.Count}",
                (SpanKind)random.Next(1, 6), random.Next(40) == 0 ? SpanStatus.Error : SpanStatus.Unset, trace,
                attributes: [("http.request.method", "GET"), ("http.route", "/items/{id}"), ("item.number", (long)made.Count), ("db.system.name", "postgresql"), ("db.namespace", "store")]));
        }

        return made;
    }

    /// <summary>A chain: every span but the first in the one before it.</summary>
    public static IReadOnlyList<Span> Deep(TraceId trace, int spans) =>
        [.. Enumerable.Range(1, spans).Select(i => TestSpans.Of((ulong)i, (ulong)i - 1, i, (2 * spans) - i, "web", "GET /next", trace: trace))];

    public static SpanEvent Exception(double at) => new(TestSpans.At(at), "exception", TelemetryAttributes.Of(
        ("exception.type", "System.Net.Http.HttpRequestException"),
        ("exception.message", "Response status code does not indicate success: 503 (Service Unavailable)."),
        ("exception.stacktrace", "System.Net.Http.HttpRequestException: Response status code does not indicate success.\n   at Orders.PutAsync(Order order)\n   at Jobs.HandleAsync(Job job)")));
}
