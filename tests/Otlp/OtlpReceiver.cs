using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace MyArch.Testing;

/// <summary>A real OTLP backend over http/protobuf, on a free port. Field numbers: https://github.com/open-telemetry/opentelemetry-proto</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<OtlpSpan> _spans = new();
    private readonly ConcurrentQueue<OtlpMetric> _metrics = new();
    private readonly ConcurrentQueue<OtlpLog> _logs = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly ConcurrentDictionary<string, bool> _headers = new(StringComparer.OrdinalIgnoreCase);

    private OtlpReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/v1/{signal}", ReceiveAsync);
    }

    /// <summary>While set, the receiver takes requests and does not answer them.</summary>
    public TaskCompletionSource? Pause { get; set; }

    public Uri Address => new(_app.Urls.First());

    public IReadOnlyCollection<OtlpSpan> Spans => _spans;

    public IReadOnlyCollection<OtlpMetric> Metrics => _metrics;

    public IReadOnlyCollection<OtlpLog> Logs => _logs;

    /// <summary>Path, content type and the header <c>x-test</c> of every request.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>The names of all headers of all requests.</summary>
    public IReadOnlyCollection<string> HeaderNames => [.. _headers.Keys];

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Waits until a span that <paramref name="accept"/> likes has arrived.</summary>
    public async Task<OtlpSpan> SpanAsync(Func<OtlpSpan, bool> accept) => (await Eventually.BecomesAsync(
        _ => Task.FromResult(_spans.FirstOrDefault(accept)),
        static span => span is not null,
        because: "the span has arrived"))!;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(string signal, HttpContext context)
    {
        foreach (var header in context.Request.Headers.Keys)
        {
            _headers[header] = true;
        }

        _requests.Enqueue($"{context.Request.Path} {context.Request.ContentType} {context.Request.Headers["x-test"]}");
        if (Pause is { } pause)
        {
            await pause.Task.WaitAsync(context.RequestAborted);
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        foreach (var group in ProtoMessage.Parse(body.ToArray()).Messages(1))
        {
            var resource = group.Messages(1).Single().Attributes(1);
            foreach (var scope in group.Messages(2))
            {
                Keep(signal, scope, scope.Messages(1).Single().Text(1), resource);
            }
        }
    }

    private void Keep(string signal, ProtoMessage scope, string name, Dictionary<string, object> resource)
    {
        foreach (var item in scope.Messages(2))
        {
            switch (signal)
            {
                case "traces":
                    // The receiver shares its process with the service, which therefore traces the receiver too; but nothing gives those spans a name.
                    if (item.Text(5) != "Microsoft.AspNetCore.Hosting.HttpRequestIn")
                    {
                        _spans.Enqueue(new OtlpSpan(
                            name, item.Text(5), item.Number(6), item.Hex(1), item.Hex(2), item.Hex(4),
                            item.Messages(15).Select(static status => status.Number(3)).SingleOrDefault(), item.Attributes(9), resource));
                    }

                    break;
                case "metrics":
                    // Gauge 5, sum 7, histogram 9: their points are field 1; attributes are 7 in number points and 9 in histogram points.
                    foreach (var point in item.Messages(5).Concat(item.Messages(7)).SelectMany(static data => data.Messages(1)))
                    {
                        _metrics.Enqueue(new OtlpMetric(name, item.Text(1), item.Text(3), point.Number(6), point.Attributes(7), resource));
                    }

                    foreach (var point in item.Messages(9).SelectMany(static data => data.Messages(1)))
                    {
                        _metrics.Enqueue(new OtlpMetric(name, item.Text(1), item.Text(3), point.Number(4), point.Attributes(9), resource));
                    }

                    break;
                default:
                    _logs.Enqueue(new OtlpLog(name, item.Messages(5).Single().AnyValue().ToString()!, item.Hex(9), item.Attributes(6)));
                    break;
            }
        }
    }
}
