using Aspire.Hosting.Dashboard.Telemetry;
using Aspire.Hosting.Dashboard.Telemetry.Metrics;
using Aspire.Hosting.Dashboard.Tests.Telemetry.Metrics;

namespace Aspire.Hosting.Dashboard.Tests.Metrics;

/// <summary>A shop that has been busy for six minutes, and goes on by the second when a test says so.</summary>
internal sealed class Shop
{
    public const string Meter = "Microsoft.AspNetCore.Hosting";
    public const string Evil = "<img src=x onerror=alert(1)>";

    public static readonly TraceId Trace = new(0x1234567890abcdef, 0x42);

    private const int Past = 360;

    private static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1];

    private readonly Sender _http;
    private readonly Sender _runtime;
    private readonly Sender _evil;
    private readonly Random _random = new(5);
    private readonly Dictionary<(string Route, string Status), long[]> _counts = [];
    private readonly long _origin;
    private double _heap = 40e6;
    private double _collections;
    private int _second;

    public Shop(Dashboard dashboard)
    {
        _origin = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - Past;
        var store = dashboard.Get<MetricStore>();
        _http = new Sender(store, "shop", meter: Meter, origin: _origin);
        _runtime = new Sender(store, "shop", meter: "System.Runtime", origin: _origin);
        _evil = new Sender(store, "shop", meter: Evil, origin: _origin);
        dashboard.Get<TraceStore>().Add([new Span
        {
            TraceId = Trace, Id = new SpanId(7), Resource = new TelemetryResource("shop", "1", default), Scope = TelemetryScope.Empty, Name = "GET /cart",
            Start = DateTime.UnixEpoch.AddSeconds(_origin + 300), Duration = TimeSpan.FromMilliseconds(400),
        }]);
        while (_second < Past)
        {
            Tick();
        }
    }

    /// <summary>One more second, with an export at its end.</summary>
    public void Tick()
    {
        var at = ++_second;
        var busy = 1 + Math.Sin(at / 40d);
        var points = new List<MetricPoint>();
        foreach (var (route, status, share) in new[] { ("/cart", "200", 8), ("/items", "200", 30), ("/items", "500", 1), (Evil, "200", 2) })
        {
            var key = (route, status);
            var counts = _counts[key] = [.. _counts.GetValueOrDefault(key, new long[Bounds.Length + 1])];
            for (var i = 0; i < share * busy; i++)
            {
                var value = 0.012 * (1 + busy) * Math.Exp(2.2 * (_random.NextDouble() - 0.3));
                counts[Array.FindIndex([.. Bounds, double.MaxValue], bound => value <= bound)]++;
            }

            var exemplars = at == 300 && route == "/cart" ? new[] { new Exemplar((_origin + at) * 1000, 0.2, Trace, new SpanId(7)) } : [];
            points.AddRange(_http.Histogram("http.server.request.duration", at, Bounds, counts, exemplars, ("http.response.status_code", long.Parse(status)), ("http.route", route)).Points);
        }

        _http.Send(
            at, _http.Histogram("http.server.request.duration", at, Bounds, [], []) with { Points = points, Description = "Duration of HTTP server requests." },
            _http.Number("http.server.active_requests", InstrumentKind.UpDownCounter, at, Math.Round(4 * busy), ("http.request.method", "GET")) with { Unit = "{request}" });
        _heap = at % 60 == 0 ? 30e6 : _heap + (_random.NextDouble() * 1e6);
        _collections += at % 20 == 0 ? 3 : 0;
        _runtime.Send(
            at, _runtime.Number("dotnet.gc.heap.total_allocated", InstrumentKind.Counter, at, at * 2.5e6) with { Unit = "By", Description = "Bytes allocated on the heap." },
            _runtime.Number("dotnet.gc.last_collection.heap.size", InstrumentKind.Gauge, at, _heap, ("gc.heap.generation", "gen2")) with
            {
                Unit = "By",
                Points =
                [
                    .. new[] { ("gen0", 0.2), ("gen1", 0.1), ("gen2", 1) }.Select(generation =>
                        _runtime.Number("", InstrumentKind.Gauge, at, _heap * generation.Item2, ("gc.heap.generation", generation.Item1)).Points[0]),
                ],
            },
            _runtime.Number("dotnet.gc.collections", InstrumentKind.Counter, at, _collections) with { Unit = "{collection}" });
        _evil.Send(at, _evil.Number("markup", InstrumentKind.Gauge, at, 1, (Evil, Evil)) with { Unit = Evil, Description = Evil });
    }
}
