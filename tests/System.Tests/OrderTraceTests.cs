using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Xunit.Abstractions;

namespace MyArch.SystemTests;

/// <summary>One order is one trace, from the gateway through the queue to the database.</summary>
public sealed class OrderTraceTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string[] Processes = ["cart-", "catalog-", "gateway", "worker-a1", "worker-a1-app"];

    private readonly TemporaryDirectory _state = new();

    public void Dispose() => _state.Dispose();

    [Fact]
    public async Task An_order_is_one_trace_across_five_processes()
    {
        await using var backend = await OtlpReceiver.StartAsync();
        using var host = AppHostProcess.Start(_state.Path, "test", "--OTEL_EXPORTER_OTLP_ENDPOINT", backend.Address.ToString());
        using var site = ProdSystem.SiteClient(await host.ReadyAsync(), "myclothes.localhost");
        var (trace, client) = (ActivityTraceId.CreateRandom().ToHexString(), ActivitySpanId.CreateRandom().ToHexString());

        await OrderAsync(site, $"00-{trace}-{client}-01");
        var spans = await Eventually.BecomesAsync(
            _ => Task.FromResult(backend.Spans.Where(span => span.TraceId == trace).DistinctBy(static span => span.SpanId).ToList()),
            IsWhole,
            because: "the spans of all processes have arrived");

        var tree = new StringBuilder();
        Write(tree, spans, client, depth: 0);
        output.WriteLine(tree.ToString());
        var ids = spans.Select(static span => span.SpanId).Append(client).ToHashSet();
        spans.Where(span => !ids.Contains(span.ParentId)).ShouldBeEmpty("every span has its parent in the trace");
        var sent = spans.Single(static span => span.Name == "send jobs");
        spans.Single(static span => span.Name == "process jobs").ParentId.ShouldBe(sent.SpanId);
        spans.ShouldContain(static span => span.Source == "Npgsql" && Service(span).StartsWith("catalog-", StringComparison.Ordinal));
        // A script that Redis has not seen yet is asked for by its hash in vain, and then sent.
        spans.Where(static span => span.Status == 2 && span.Name != "EVALSHA").ShouldBeEmpty();
        host.Signal(AppHostProcess.Terminate);
        (await host.EndAsync()).ShouldBe(0, host.Output);
    }

    private static async Task OrderAsync(HttpClient site, string traceParent)
    {
        using var add = new HttpRequestMessage(HttpMethod.Post, "/api/cart/items") { Content = JsonContent.Create(new { productId = 7, quantity = 1 }) };
        using var added = await site.SendAsync(add);
        added.StatusCode.ShouldBe(HttpStatusCode.OK, await added.Content.ReadAsStringAsync());
        using var checkout = new HttpRequestMessage(HttpMethod.Post, "/api/cart/checkout")
        {
            Content = JsonContent.Create(new { name = "Ada Lovelace", email = "ada@example.com", address = "London" }),
            Headers = { { "Idempotency-Key", "one" }, { "traceparent", traceParent }, { "Cookie", added.Headers.GetValues("Set-Cookie").Single().Split(';')[0] } },
        };
        using var accepted = await site.SendAsync(checkout);
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted, await accepted.Content.ReadAsStringAsync());
        var cookie = accepted.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        await Eventually.BecomesAsync(
            async cancellationToken =>
            {
                using var question = new HttpRequestMessage(HttpMethod.Get, accepted.Headers.Location) { Headers = { { "Cookie", cookie } } };
                using var answer = await site.SendAsync(question, cancellationToken);
                return (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("status").GetString();
            },
            static status => status == "confirmed",
            because: "the order is confirmed");
    }

    // A span arrives after those below it: when the delivery has come, all that it caused has, as far as the processes send at the same pace.
    private static bool IsWhole(List<OtlpSpan> spans)
    {
        var ids = spans.Select(static span => span.SpanId).ToHashSet();
        return Array.TrueForAll(Processes, process => spans.Exists(span => Service(span).StartsWith(process, StringComparison.Ordinal)))
            && spans.Exists(static span => span.Name == "process jobs")
            && spans.Count(span => !ids.Contains(span.ParentId)) == 1;
    }

    private static string Service(OtlpSpan span) => (string)span.Resource["service.name"];

    private static void Write(StringBuilder tree, List<OtlpSpan> spans, string parent, int depth)
    {
        foreach (var span in spans.Where(span => span.ParentId == parent))
        {
            tree.AppendLine(CultureInfo.InvariantCulture, $"{new string(' ', depth * 2)}{Service(span),-14} {span.Name}");
            Write(tree, spans, span.SpanId, depth + 1);
        }
    }
}
