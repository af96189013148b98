using System.Diagnostics;
using Aspire.Hosting.Dashboard.Telemetry;
using Xunit.Abstractions;
using TraceFilter = Aspire.Hosting.Dashboard.Telemetry.TraceFilter;

namespace Aspire.Hosting.Dashboard.Tests.Otlp;

/// <summary>Figures for the closing note, with floors far below what is seen so that a busy machine does not fail them.</summary>
[Trait("Category", "Slow")]
[Collection(nameof(AloneCollection))]
public sealed class SpeedTests(ITestOutputHelper output)
{
    private const int SpansPerRequest = 512;
    private const int Batches = 200;

    [Fact]
    public void Spans_are_decoded_and_stored_at_more_than_fifty_thousand_per_second_of_one_core()
    {
        var receiving = new Receiving();
        var requests = Enumerable.Range(0, Batches).Select(i => Requests.Spans(SpansPerRequest, first: i * SpansPerRequest)).ToArray();
        foreach (var request in requests)
        {
            receiving.TraceSignal.Receive(request);
        }

        receiving = new Receiving();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var started = Stopwatch.GetTimestamp();
        foreach (var request in requests)
        {
            receiving.TraceSignal.Receive(request);
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        processor = Process.GetCurrentProcess().TotalProcessorTime - processor;
        const int Spans = SpansPerRequest * Batches;
        output.WriteLine($"{Spans / elapsed.TotalSeconds:N0} spans/s, {Spans / processor.TotalSeconds:N0} per second of processor time, {(GC.GetAllocatedBytesForCurrentThread() - allocated) / Spans} bytes allocated a span, {requests[0].Length / SpansPerRequest} bytes on the wire");
        output.WriteLine($"kept {receiving.Traces.SpanCount:N0} spans in {receiving.Traces.EstimatedBytes:N0} estimated bytes");
        (Spans / processor.TotalSeconds).ShouldBeGreaterThan(50_000);
    }

    [Fact]
    public async Task Spans_are_received_over_the_listener_at_more_than_thirty_thousand_per_second_of_one_core()
    {
        await using var dashboard = new Dashboard();
        await dashboard.InitializeAsync();
        var requests = Enumerable.Range(0, Batches).Select(i => Requests.Spans(SpansPerRequest, first: i * SpansPerRequest)).ToArray();
        await SendAsync(dashboard, requests[..(Batches / 4)]);
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        await SendAsync(dashboard, requests);
        processor = Process.GetCurrentProcess().TotalProcessorTime - processor;
        const int Spans = SpansPerRequest * Batches;
        dashboard.Get<TraceStore>().SpansReceived.ShouldBe(Spans + Spans / 4);
        output.WriteLine($"{Spans / processor.TotalSeconds:N0} spans per second of processor time, the sender's included");
        (Spans / processor.TotalSeconds).ShouldBeGreaterThan(30_000);
    }

    private static async Task SendAsync(Dashboard dashboard, byte[][] requests)
    {
        foreach (var request in requests)
        {
            using var body = new ByteArrayContent(request);
            body.Headers.ContentType = new("application/x-protobuf");
            using var answer = await dashboard.Clients.Otlp.PostAsync(new Uri("/v1/traces", UriKind.Relative), body);
            answer.EnsureSuccessStatusCode();
        }
    }

    [Fact]
    public void A_full_store_lists_traces_by_any_filter_far_below_200_ms()
    {
        var receiving = new Receiving();
        for (var i = 0; i < 250; i++)
        {
            receiving.TraceSignal.Receive(Requests.Spans(SpansPerRequest, first: i * SpansPerRequest));
        }

        receiving.Traces.SpansDropped.ShouldBeGreaterThan(0);
        foreach (var filter in new[]
        {
            TraceFilter.None,
            new TraceFilter { Text = "nowhere" },
            new TraceFilter { Resource = "shop", HasError = true },
            new TraceFilter { Attributes = [new("app.item.id", "item-7")] },
            new TraceFilter { Attributes = [new("nothing", null)], MinimumDuration = TimeSpan.FromMilliseconds(1) },
        })
        {
            // The processor's time: the machine has others to serve.
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            var page = receiving.Traces.List(filter, 0, 100);
            var used = Process.GetCurrentProcess().TotalProcessorTime - before;
            output.WriteLine($"{filter}: {page.Total} of {receiving.Traces.TraceCount} traces ({receiving.Traces.SpanCount} spans) in {used.TotalMilliseconds:N1} ms");
            used.ShouldBeLessThan(TimeSpan.FromMilliseconds(200));
        }
    }
}
