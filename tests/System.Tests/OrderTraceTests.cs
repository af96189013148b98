using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Xunit.Abstractions;

namespace MyArch.SystemTests;

/// <summary>One order is one trace, from the gateway through the queue to the database.</summary>
public sealed class OrderTraceTests(ITestOutputHelper output) : IDisposable
{
    private const string Handlers = "worker-a1-app";
    private static readonly string[] Processes = ["cart-", "catalog-", "gateway", "worker-a1", Handlers];

    // What each process measures of itself, once it has served an order and an upload; and the ticks of Time's clock come by themselves.
    private static readonly (string Process, string Meter)[] Meters =
    [
        ("gateway", "MyArch.Gateway"), ("time-", "MyArch.Time"), ("cart-", "MyArch.Cart"), ("catalog-", "MyArch.Catalog"), ("catalog-", "MyArch.DataDefaults"),
        ("media-", "MyArch.Media"), ("media-", "MyArch.DataDefaults"), ("worker-a1", "MyArch.Daemon"), (Handlers, "MyArch.Handlers"),
    ];

    private readonly TemporaryDirectory _state = new();

    public void Dispose() => _state.Dispose();

    [Fact]
    public async Task An_order_is_one_trace_across_five_processes()
    {
        await using var backend = await OtlpReceiver.StartAsync();
        using var host = AppHostProcess.Start(_state.Path, "test", "--OTEL_EXPORTER_OTLP_ENDPOINT", backend.Address.ToString());
        using var site = ProdSystem.SiteClient(await host.ReadyAsync(), "myclothes.localhost");
        var client = ActivitySpanId.CreateRandom().ToHexString();

        var trace = await OrderAsync(site, client);
        var whole = await Eventually.BecomesAsync(
            _ => Task.FromResult(new Trace(client, [.. backend.Spans.Where(span => span.TraceId == trace).DistinctBy(static span => span.SpanId)])),
            static seen => seen.IsWhole,
            TimeSpan.FromSeconds(60),
            "the spans of all processes have arrived");

        output.WriteLine(whole.ToString());
        var spans = whole.Spans;
        var ids = spans.Select(static span => span.SpanId).Append(client).ToHashSet();
        spans.Where(span => !ids.Contains(span.ParentId)).ShouldBeEmpty("every span has its parent in the trace");
        var sent = spans.Single(static span => span.Name == "send jobs");
        spans.Single(static span => span.Name == "process jobs").ParentId.ShouldBe(sent.SpanId);
        spans.Where(static span => span.Status == 2).ShouldBeEmpty();
        await IsMeasuredAsync(host, backend);
        backend.HeaderNames.ShouldNotContain(static name => name.Equals("x-otlp-api-key", StringComparison.OrdinalIgnoreCase), "The dashboard's key is not sent along.");
        host.Signal(AppHostProcess.Terminate);
        (await host.EndAsync()).ShouldBe(0, host.Output);
    }

    /// <summary>Orders something and waits until it is confirmed.</summary>
    /// <returns>The trace of the checkout.</returns>
    private static async Task<string> OrderAsync(HttpClient site, string client)
    {
        // What has just started may take longer than a visitor's request waits for it: then another visitor tries, in a trace of his own.
        var trace = "";
        using var accepted = await Eventually.BecomesAsync(
            cancellationToken => CheckOutAsync(site, $"00-{trace = ActivityTraceId.CreateRandom().ToHexString()}-{client}-01", cancellationToken),
            static answer => answer.StatusCode == HttpStatusCode.Accepted,
            because: "an order is accepted");
        var cookie = accepted.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        await Eventually.BecomesAsync(
            async cancellationToken =>
            {
                using var question = new HttpRequestMessage(HttpMethod.Get, accepted.Headers.Location) { Headers = { { "Cookie", cookie } } };
                using var answer = await site.SendAsync(question, cancellationToken);
                return (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("status").GetString();
            },
            static status => status == "confirmed",
            TimeSpan.FromSeconds(60),
            "the order is confirmed");
        return trace;
    }

    private static async Task<HttpResponseMessage> CheckOutAsync(HttpClient site, string traceParent, CancellationToken cancellationToken)
    {
        using var add = new HttpRequestMessage(HttpMethod.Post, "/api/cart/items") { Content = JsonContent.Create(new { productId = 7, quantity = 1 }) };
        using var added = await site.SendAsync(add, cancellationToken);
        added.EnsureSuccessStatusCode();
        using var checkout = new HttpRequestMessage(HttpMethod.Post, "/api/cart/checkout")
        {
            Content = JsonContent.Create(new { name = "Ada Lovelace", email = "ada@example.com", address = "London" }),
            Headers = { { "Idempotency-Key", "one" }, { "traceparent", traceParent }, { "Cookie", added.Headers.GetValues("Set-Cookie").Single().Split(';')[0] } },
        };
        return await site.SendAsync(checkout, cancellationToken);
    }

    private static async Task IsMeasuredAsync(AppHostProcess host, OtlpReceiver backend)
    {
        using var running = JsonDocument.Parse(await File.ReadAllBytesAsync(host.RunningFile));
        using var blog = ProdSystem.SiteClient(new Uri(running.RootElement.GetProperty("gateway").GetString()!), "mywordpress.localhost");
        using var upload = new HttpRequestMessage(HttpMethod.Post, "/api/media") { Content = new ByteArrayContent("no picture"u8.ToArray()) };
        upload.Headers.Authorization = new AuthenticationHeaderValue("Bearer", running.RootElement.GetProperty("adminKey").GetString());
        using var refused = await blog.SendAsync(upload);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);

        await Eventually.BecomesAsync(
            _ => Task.FromResult(string.Join(", ", Meters.Where(expected => !backend.Metrics.Any(metric =>
                metric.Meter == expected.Meter && ((string)metric.Resource["service.name"]).StartsWith(expected.Process, StringComparison.Ordinal))))),
            static missing => missing.Length == 0,
            because: "measurements of every meter have arrived from its processes");
    }

    /// <summary>What has arrived of a trace.</summary>
    private sealed record Trace(string Client, IReadOnlyList<OtlpSpan> Spans)
    {
        // Every process sends what it has every few seconds, each at its own time: what confirms the order in the database comes last, and what is above it may come later still.
        public bool IsWhole
        {
            get
            {
                var byId = Spans.ToDictionary(static span => span.SpanId);
                return Array.TrueForAll(Processes, process => Spans.Any(span => Service(span).StartsWith(process, StringComparison.Ordinal)))
                    && Spans.Any(static span => span.Name == "process jobs")
                    && Spans.Any(span => span.Source == "Npgsql" && Service(span).StartsWith("catalog-", StringComparison.Ordinal) && Above(span, byId).Any(static above => Service(above) == Handlers))
                    && Spans.Count(span => !byId.ContainsKey(span.ParentId)) == 1;
            }
        }

        /// <summary>The spans, each below its parent; those without one that has arrived, at the end.</summary>
        public override string ToString()
        {
            var tree = new StringBuilder();
            Write(tree, Client, depth: 0);
            var ids = Spans.Select(static span => span.SpanId).Append(Client).ToHashSet();
            foreach (var span in Spans.Where(span => !ids.Contains(span.ParentId)))
            {
                tree.AppendLine(CultureInfo.InvariantCulture, $"? {Service(span),-14} {span.Name}");
                Write(tree, span.SpanId, depth: 1);
            }

            return tree.ToString();
        }

        private static string Service(OtlpSpan span) => (string)span.Resource["service.name"];

        private static IEnumerable<OtlpSpan> Above(OtlpSpan span, Dictionary<string, OtlpSpan> byId)
        {
            while (byId.TryGetValue(span.ParentId, out var parent))
            {
                yield return span = parent;
            }
        }

        private void Write(StringBuilder tree, string parent, int depth)
        {
            foreach (var span in Spans.Where(span => span.ParentId == parent))
            {
                tree.AppendLine(CultureInfo.InvariantCulture, $"{new string(' ', depth * 2)}{Service(span),-14} {span.Name}");
                Write(tree, span.SpanId, depth + 1);
            }
        }
    }
}
