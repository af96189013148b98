using Xunit.Abstractions;

namespace Aspire.Hosting.Dashboard.Tests.Otlp;

/// <summary>Estimates against the heap. Nothing else runs meanwhile.</summary>
[Trait("Category", "Slow")]
[Collection(nameof(AloneCollection))]
public sealed class MemoryTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(8)]
    [InlineData(1)]
    [InlineData(2_000)]
    public void A_flood_takes_the_memory_that_the_store_says_it_takes(int spansPerTrace)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var receiving = new Receiving();
        for (var i = 0; i < 300; i++)
        {
            receiving.TraceSignal.Receive(Requests.Spans(512, first: i * 512, perTrace: spansPerTrace));
        }

        receiving.Traces.SpansDropped.ShouldBeGreaterThan(0);
        var taken = GC.GetTotalMemory(forceFullCollection: true) - before;
        output.WriteLine($"{receiving.Traces.SpanCount:N0} spans in {receiving.Traces.TraceCount:N0} traces: {taken:N0} bytes of heap, {receiving.Traces.EstimatedBytes:N0} estimated");
        ((double)taken).ShouldBeInRange(0.5 * receiving.Traces.EstimatedBytes, 1.2 * receiving.Traces.EstimatedBytes + 2_000_000);
        GC.KeepAlive(receiving);
    }
}
