using System.Runtime.CompilerServices;
using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Tests.Telemetry;

public sealed class TraceStoreTests
{
    private readonly TelemetryResource _gateway = Samples.Resource("gateway");
    private readonly TelemetryResource _shop = Samples.Resource("shop");
    private readonly TraceStore _store = new();

    [Fact]
    public void A_trace_is_one_picture_whatever_the_order_and_the_sender_of_its_spans()
    {
        _store.Add([Samples.Span(1, 3, _shop, startMs: 2, durationMs: 10, parent: 2, status: SpanStatus.Error)]);
        var early = _store.Find(new(1, 1)).ShouldNotBeNull();
        early.IsRootMissing.ShouldBeTrue();
        early.Name.ShouldBe("shop: work");

        _store.Add([Samples.Span(1, 2, _shop, startMs: 1, durationMs: 5, parent: 1), Samples.Span(1, 1, _gateway, startMs: 0, durationMs: 8, name: "GET /")]);
        var trace = _store.Find(new(1, 1)).ShouldNotBeNull();
        trace.Spans.Select(span => span.Id.Value).ShouldBe([1ul, 2, 3]);
        trace.First.Id.Value.ShouldBe(1ul);
        trace.Name.ShouldBe("gateway: GET /");
        trace.IsRootMissing.ShouldBeFalse();
        trace.Start.ShouldBe(Samples.NewYear);
        trace.Duration.ShouldBe(TimeSpan.FromMilliseconds(12));
        trace.ErrorCount.ShouldBe(1);
        trace.Resources.ShouldBe([(_gateway, 1, false), (_shop, 2, true)]);
        early.Spans.Count.ShouldBe(1, "What was handed out does not change.");
        _shop.HasSpans.ShouldBeTrue();
    }

    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    public void A_span_that_comes_twice_is_kept_once(int count)
    {
        var spans = Enumerable.Range(1, count).Select(i => Samples.Span(1, (ulong)i, _shop)).ToArray();
        _store.Add(spans);
        var bytes = _store.EstimatedBytes;
        _store.Add(spans);
        _store.SpanCount.ShouldBe(count);
        _store.SpansReceived.ShouldBe(2 * count);
        _store.EstimatedBytes.ShouldBe(bytes);
        _store.Find(new(1, 1)).ShouldNotBeNull().Spans.Count.ShouldBe(count);
    }

    [Fact]
    public void Traces_are_listed_newest_first_page_by_page()
    {
        for (var i = 0; i < 25; i++)
        {
            _store.Add([Samples.Span((ulong)i + 1, 1, _shop, startMs: i * 7 % 25)]);
        }

        var page = _store.List(TraceFilter.None, 10, 10);
        page.Total.ShouldBe(25);
        page.Offset.ShouldBe(10);
        page.Items.Select(trace => (trace.Start - Samples.NewYear).TotalMilliseconds).ShouldBe(Enumerable.Range(5, 10).Reverse().Select(i => (double)i));
        _store.List(TraceFilter.None, 30, 10).Items.ShouldBeEmpty();
    }

    [Fact]
    public void Filters_combine()
    {
        _store.Add(
        [
            Samples.Span(1, 1, _gateway, durationMs: 20, name: "GET /cart"), Samples.Span(1, 2, _shop, startMs: 1, parent: 1, status: SpanStatus.Error),
            Samples.Span(2, 1, _gateway, startMs: 100, durationMs: 5, name: "GET /items"),
            new() { TraceId = new(1, 3), Id = new(1), Resource = _shop, Name = "sweep", Start = Samples.NewYear.AddMilliseconds(200), Attributes = TelemetryAttributes.Of(("cache", "hit"), ("n", 7)) },
        ]);
        Names(new() { Resource = "SHOP" }).ShouldBe(["shop: sweep", "gateway: GET /cart"]);
        Names(new() { Text = "get" }).ShouldBe(["gateway: GET /items", "gateway: GET /cart"]);
        Names(new() { Text = "get", HasError = true }).ShouldBe(["gateway: GET /cart"]);
        Names(new() { HasError = false, Resource = "shop" }).ShouldBe(["shop: sweep"]);
        Names(new() { MinimumDuration = TimeSpan.FromMilliseconds(20) }).ShouldBe(["gateway: GET /cart"]);
        Names(new() { Attributes = [new("cache", null), new("n", "7")] }).ShouldBe(["shop: sweep"]);
        Names(new() { Attributes = [new("cache", "miss")] }).ShouldBeEmpty();
        Names(new() { To = Samples.NewYear.AddMilliseconds(100) }).ShouldBe(["gateway: GET /cart"]);
        Names(new() { AnyOf = ["cached", "cache"], Attributes = [new("n", "7")] }).ShouldBe(["shop: sweep"]);
        Names(new() { AnyOf = ["cached"] }).ShouldBeEmpty();
        Names(new() { Text = new TraceId(1, 2).ToString() }).ShouldBe(["gateway: GET /items"]);
    }

    [Fact]
    public void Too_many_traces_make_the_oldest_go()
    {
        var store = new TraceStore(new() { MaxTraceCount = 10 });
        for (var i = 1; i <= 15; i++)
        {
            store.Add([Samples.Span((ulong)i, 1, _shop), Samples.Span((ulong)i, 2, _shop)]);
        }

        store.TraceCount.ShouldBe(10);
        store.SpanCount.ShouldBe(20);
        store.SpansDropped.ShouldBe(10);
        store.Find(new(1, 5)).ShouldBeNull();
        store.Find(new(1, 6)).ShouldNotBeNull();
        (store.Contains(new(1, 5)), store.Contains(new(1, 6))).ShouldBe((false, true));
    }

    [Fact]
    public void One_trace_holds_only_so_many_spans()
    {
        var store = new TraceStore(new() { MaxSpansPerTrace = 20 });
        store.Add([.. Enumerable.Range(1, 50).Select(i => Samples.Span(1, (ulong)i, _shop))]);
        store.SpanCount.ShouldBe(20);
        store.SpansDropped.ShouldBe(30);
    }

    [Fact]
    public void Clearing_a_resource_leaves_the_spans_of_the_others()
    {
        _store.Add([Samples.Span(1, 1, _gateway), Samples.Span(1, 2, _shop, parent: 1), Samples.Span(2, 1, _shop)]);
        _store.Find(new(1, 1)).ShouldNotBeNull().Spans.Count.ShouldBe(2);
        var version = _store.Version;
        _store.Clear("shop");
        _store.Version.ShouldBeGreaterThan(version);
        _store.TraceCount.ShouldBe(1);
        _store.Find(new(1, 1)).ShouldNotBeNull().Spans.ShouldHaveSingleItem().Resource.ShouldBe(_gateway);
        _store.SpansDropped.ShouldBe(0);
        _store.Clear(null);
        (_store.TraceCount, _store.SpanCount, _store.EstimatedBytes).ShouldBe((0, 0, 0L));
    }

    [Fact]
    public async Task A_flood_from_many_threads_stays_within_the_bounds_and_is_counted()
    {
        var limits = new TelemetryLimits { MaxTraceCount = 500, MaxTraceBytes = 1 << 20, MaxSpansPerTrace = 50 };
        var store = new TraceStore(limits);
        const int Threads = 8;
        const int Batches = 200;
        const int Spans = 40;
        using var done = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                store.List(new() { Resource = "shop", HasError = false }, 0, 50).Items.ShouldAllBe(trace => trace.Spans.Count <= limits.MaxSpansPerTrace);
                store.EstimatedBytes.ShouldBeLessThanOrEqualTo(limits.MaxTraceBytes + (limits.MaxTraceBytes >> 3) + 10_000);
            }
        });
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
        {
            for (var batch = 0; batch < Batches; batch++)
            {
                store.Add([.. Enumerable.Range(0, Spans).Select(i => Samples.Span((ulong)(batch * 7 + i % 5), (ulong)(thread << 20 | batch << 8 | i) + 1, _shop))]);
            }
        })));
        await done.CancelAsync();
        await reader;
        store.SpansReceived.ShouldBe(Threads * Batches * Spans);
        (store.SpanCount + store.SpansDropped).ShouldBe(store.SpansReceived);
        store.TraceCount.ShouldBeLessThanOrEqualTo(limits.MaxTraceCount);
        store.EstimatedBytes.ShouldBeLessThanOrEqualTo(limits.MaxTraceBytes);
        store.List(TraceFilter.None, 0, int.MaxValue).Items.Sum(trace => trace.Spans.Count).ShouldBe(store.SpanCount);
    }

    [Fact]
    public async Task A_follower_sees_what_is_there_then_what_comes_each_once()
    {
        _store.Add([Samples.Span(1, 1, _shop), Samples.Span(1, 2, _gateway)]);
        await using var spans = _store.FollowAsync(span => span.Resource == _shop, CancellationToken.None).GetAsyncEnumerator();
        (await spans.MoveNextAsync()).ShouldBeTrue();
        spans.Current.Item.Id.Value.ShouldBe(1ul);
        var next = spans.MoveNextAsync();
        next.IsCompleted.ShouldBeFalse();
        _store.Add([Samples.Span(1, 2, _gateway), Samples.Span(1, 1, _shop), Samples.Span(1, 3, _shop)]);
        (await next).ShouldBeTrue();
        spans.Current.Item.Id.Value.ShouldBe(3ul);
    }

    [Fact]
    public async Task A_follower_holds_nothing_of_what_it_has_read()
    {
        await using var spans = _store.FollowAsync(static _ => true, CancellationToken.None).GetAsyncEnumerator();
        var read = await ReadAsync(spans);
        _store.Clear(null);
        _store.Add([Samples.Span(2, 1, _shop)]);
        (await spans.MoveNextAsync()).ShouldBeTrue();

        _ = GC.GetTotalMemory(forceFullCollection: true);
        read.IsAlive.ShouldBeFalse();

        [MethodImpl(MethodImplOptions.NoInlining)]
        async Task<WeakReference> ReadAsync(IAsyncEnumerator<Followed<Span>> spans)
        {
            _store.Add([Samples.Span(1, 1, _shop)]);
            (await spans.MoveNextAsync()).ShouldBeTrue();
            return new WeakReference(spans.Current.Item);
        }
    }

    private IEnumerable<string> Names(TraceFilter filter) => _store.List(filter, 0, 100).Items.Select(trace => trace.Name);
}
