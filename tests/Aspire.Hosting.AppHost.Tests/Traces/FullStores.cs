using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Tests.Traces;

/// <summary>A dashboard with 10,000 traces, one of them of 2,000 spans, and 10,000 log records.</summary>
public sealed class FullStores : IAsyncLifetime
{
    private const int Count = 10_000;

    internal Dashboard Dashboard { get; } = new();

    internal HttpClient Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var traces = Dashboard.Get<TraceStore>();
        for (var i = 1; i < Count; i++)
        {
            var id = new TraceId(0x77, (ulong)i);
            traces.Add(i % 4 == 0 ? SampleTraces.Order(id, i, i % 20 == 0) : [TestSpans.Of(1, 0, i, 3, "time-a1", "GET /api/time", SpanKind.Server, trace: id, attributes: [("http.request.method", "GET")])]);
        }

        traces.Add(SampleTraces.Large(new TraceId(5, 5), 2_000));
        traces.TraceCount.ShouldBe(Count);
        var logs = Dashboard.Get<LogStore>();
        logs.Add([.. Enumerable.Range(0, Count).Select(static i => TestLogs.Of(
            i, (LogSeverity)(1 + (i % 6)), $"Order {i} is confirmed after {i % 90} ms.", $"catalog-{i % 5}", new TraceId(0x77, (ulong)(i / 4)), new SpanId(8), ("OrderId", (long)i), ("Elapsed", i % 90)))]);
        logs.Count.ShouldBe(Count);
        await Dashboard.InitializeAsync();
        Browser = await Dashboard.Clients.SignInAsync();
    }

    public Task DisposeAsync() => Dashboard.DisposeAsync().AsTask();
}
