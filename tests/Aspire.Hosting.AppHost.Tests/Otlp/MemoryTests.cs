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

    [Fact]
    public void A_flood_of_log_records_takes_the_memory_that_the_store_says_it_takes()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var receiving = new Receiving(new() { MaxLogCount = 1_000_000 });
        for (var i = 0; i < 300; i++)
        {
            receiving.LogSignal.Receive(Requests.Logs(512, first: i * 512));
        }

        receiving.Logs.Dropped.ShouldBeGreaterThan(0);
        var taken = GC.GetTotalMemory(forceFullCollection: true) - before;
        output.WriteLine($"{receiving.Logs.Count:N0} records: {taken:N0} bytes of heap, {receiving.Logs.EstimatedBytes:N0} estimated");
        ((double)taken).ShouldBeInRange(0.5 * receiving.Logs.EstimatedBytes, 1.2 * receiving.Logs.EstimatedBytes + 2_000_000);
        GC.KeepAlive(receiving);
    }

    [Theory]
    [InlineData(20_000, 10, 0)]
    [InlineData(400, 4_000, 0)]
    [InlineData(1_000, 10, 4_000)]
    public void A_flood_of_series_takes_the_memory_that_the_store_says_it_takes(int count, int length, int scope)
    {
        // Attributes that are always new, long or short, and meters that say much of themselves; more than there is room for.
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var receiving = new Receiving(new() { MaxMetricBytes = 20 << 20 });
        for (var i = 0; i < 100; i++)
        {
            receiving.MetricSignal.Receive(Requests.Series(count / 20, i * count, length, scope)).Refused.ShouldBe(0);
        }

        receiving.Metrics.SeriesDropped.ShouldBeGreaterThan(0);
        var taken = GC.GetTotalMemory(forceFullCollection: true) - before;
        output.WriteLine($"{receiving.Metrics.SeriesCount:N0} series: {taken:N0} bytes of heap, {receiving.Metrics.Bytes:N0} estimated");
        ((double)taken).ShouldBeInRange(0.5 * receiving.Metrics.Bytes, 1.2 * receiving.Metrics.Bytes + 2_000_000);
        GC.KeepAlive(receiving);
    }
}
