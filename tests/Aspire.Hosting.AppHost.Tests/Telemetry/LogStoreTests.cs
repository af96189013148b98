using Aspire.Hosting.Dashboard.Telemetry;

namespace Aspire.Hosting.Dashboard.Tests.Telemetry;

public sealed class LogStoreTests
{
    private readonly TelemetryResource _shop = Samples.Resource("shop");
    private readonly TelemetryResource _cart = Samples.Resource("cart");
    private readonly LogStore _store = new();

    [Fact]
    public void Records_are_listed_newest_first_and_found_by_id()
    {
        _store.Add([Samples.Log("second", _shop, 2), Samples.Log("third", _shop, 3), Samples.Log("first", _shop, 1), Samples.Log("third again", _shop, 3)]);
        var page = _store.List(LogFilter.None, 0, 3);
        page.Total.ShouldBe(4);
        page.Items.Select(record => record.Message).ShouldBe(["third again", "third", "second"]);
        page.Items.Select(record => record.Id).ShouldBe([4L, 2, 1]);
        _store.Find(3).ShouldNotBeNull().Message.ShouldBe("first");
        _store.Find(5).ShouldBeNull();
        _shop.HasLogs.ShouldBeTrue();
    }

    [Fact]
    public void Filters_combine()
    {
        _store.Add(
        [
            Samples.Log("Order placed", _cart, 1),
            Samples.Log("Order failed", _cart, 2, LogSeverity.Error),
            new()
            {
                Time = Samples.NewYear, Message = "Item shown", Resource = _shop, Severity = LogSeverity.Debug, TraceId = new(1, 2), SpanId = new(3), Scope = new("Shop.Items", "", default),
                Attributes = TelemetryAttributes.Of(("id", 7)),
            },
        ]);
        Messages(new() { Resource = "CART" }).ShouldBe(["Order failed", "Order placed"]);
        Messages(new() { MinimumSeverity = LogSeverity.Information, Text = "order PLACED" }).ShouldBe(["Order placed"]);
        Messages(new() { Text = "shop.items" }).ShouldBe(["Item shown"]);
        Messages(new() { TraceId = new(1, 2), SpanId = new(3) }).ShouldBe(["Item shown"]);
        Messages(new() { TraceId = new(1, 2), SpanId = new(4) }).ShouldBeEmpty();
        Messages(new() { Attributes = [new("id", "7")] }).ShouldBe(["Item shown"]);
    }

    [Fact]
    public void Too_many_or_too_large_records_make_the_oldest_go()
    {
        var byCount = new LogStore(new() { MaxLogCount = 10 });
        byCount.Add([.. Enumerable.Range(0, 25).Select(i => Samples.Log($"{i}", _shop, i))]);
        (byCount.Count, byCount.Dropped).ShouldBe((10, 15L));
        byCount.List(LogFilter.None, 9, 1).Items.ShouldHaveSingleItem().Message.ShouldBe("15");

        var byBytes = new LogStore(new() { MaxLogBytes = 1 << 20 });
        byBytes.Add([.. Enumerable.Range(0, 1_000).Select(i => Samples.Log(new string('x', 2_000), _shop, i))]);
        byBytes.EstimatedBytes.ShouldBeLessThanOrEqualTo(1 << 20);
        byBytes.Count.ShouldBeInRange(200, 260);
        byBytes.Dropped.ShouldBe(1_000 - byBytes.Count);
    }

    [Fact]
    public void Clearing_a_resource_leaves_the_records_of_the_others()
    {
        _store.Add([Samples.Log("a", _shop), Samples.Log("b", _cart)]);
        _store.Clear("SHOP");
        Messages(LogFilter.None).ShouldBe(["b"]);
        _store.Clear(null);
        (_store.Count, _store.EstimatedBytes, _store.Dropped).ShouldBe((0, 0L, 0L));
    }

    [Fact]
    public async Task A_follower_sees_what_is_there_then_what_comes()
    {
        _store.Add([Samples.Log("a", _shop, 1), Samples.Log("b", _cart, 0)]);
        await using var records = _store.FollowAsync(record => record.Message != "c", CancellationToken.None).GetAsyncEnumerator();
        (await records.MoveNextAsync()).ShouldBeTrue();
        records.Current.Item.Message.ShouldBe("b");
        (await records.MoveNextAsync()).ShouldBeTrue();
        records.Current.Item.Message.ShouldBe("a");
        _store.Add([Samples.Log("c", _shop), Samples.Log("d", _shop)]);
        (await records.MoveNextAsync()).ShouldBeTrue();
        records.Current.Item.Message.ShouldBe("d");
    }

    [Fact]
    public async Task What_a_follower_did_not_ask_for_takes_no_place()
    {
        await using var records = _store.FollowAsync(record => record.Resource == _cart, CancellationToken.None).GetAsyncEnumerator();
        var next = records.MoveNextAsync();
        _store.Add([Samples.Log("first", _cart), Samples.Log("second", _cart)]);
        _store.Add([.. Enumerable.Range(0, 2 * Follower<LogRecord>.Most).Select(_ => Samples.Log("noise", _shop))]);

        (await next).ShouldBeTrue();
        (await records.MoveNextAsync()).ShouldBeTrue();
        (records.Current.Item.Message, records.Current.Dropped).ShouldBe(("second", 0L));
    }

    [Fact]
    public async Task A_slow_follower_is_told_how_many_it_has_missed()
    {
        await using var records = _store.FollowAsync(static _ => true, CancellationToken.None).GetAsyncEnumerator();
        var next = records.MoveNextAsync();
        _store.Add([Samples.Log("first", _shop)]);
        (await next).ShouldBeTrue();
        _store.Add([.. Enumerable.Range(0, Follower<LogRecord>.Most + 7).Select(i => Samples.Log($"{i}", _shop))]);

        (await records.MoveNextAsync()).ShouldBeTrue();
        (records.Current.Item.Message, records.Current.Dropped).ShouldBe(("7", 7L));
        (await records.MoveNextAsync()).ShouldBeTrue();
        (records.Current.Item.Message, records.Current.Dropped).ShouldBe(("8", 0L));
    }

    [Fact]
    public async Task What_waits_for_a_follower_is_bounded_by_bytes_too()
    {
        await using var records = _store.FollowAsync(static _ => true, CancellationToken.None).GetAsyncEnumerator();
        var next = records.MoveNextAsync();
        _store.Add([Samples.Log("first", _shop)]);
        (await next).ShouldBeTrue();
        // 300 KB each, by the count of bytes for letters: the last three fit.
        _store.Add([.. Enumerable.Range(0, 20).Select(i => Samples.Log($"{i} {new string('x', 150_000)}", _shop))]);

        (await records.MoveNextAsync()).ShouldBeTrue();
        (records.Current.Item.Message.Split(' ')[0], records.Current.Dropped).ShouldBe(("17", 17L));
    }

    [Fact]
    public async Task A_follower_keeps_nothing_in_memory_that_the_store_has_let_go()
    {
        _store.Add([.. Enumerable.Range(0, 2_000).Select(i => Samples.Log($"{i}", _shop, i))]);
        await using var records = _store.FollowAsync(static _ => true, CancellationToken.None).GetAsyncEnumerator();
        (await records.MoveNextAsync()).ShouldBeTrue();

        _store.Clear(null);
        _store.Add([Samples.Log("new", _shop)]);

        var (read, dropped) = (1, 0L);
        while (records.Current.Item.Message != "new")
        {
            (await records.MoveNextAsync()).ShouldBeTrue();
            (read, dropped) = (read + 1, dropped + records.Current.Dropped);
        }

        read.ShouldBeLessThan(300);
        (read - 1 + dropped).ShouldBe(2_000);
    }

    [Fact]
    public async Task A_follower_s_question_does_not_hold_up_the_store()
    {
        using var asked = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        await using var records = _store.FollowAsync(
            _ =>
            {
                asked.Set();
                return goOn.Wait(TimeSpan.FromSeconds(30));
            },
            CancellationToken.None).GetAsyncEnumerator();
        var next = records.MoveNextAsync();
        var adding = Task.Run(() => _store.Add([Samples.Log("slow", _shop)]));
        asked.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();

        // While the question is open, others read.
        (await Task.Run(() => _store.List(LogFilter.None, 0, 1)).WaitAsync(TimeSpan.FromSeconds(20))).Items.Single().Message.ShouldBe("slow");

        goOn.Set();
        await adding;
        (await next).ShouldBeTrue();
    }

    private IEnumerable<string> Messages(LogFilter filter) => _store.List(filter, 0, 100).Items.Select(record => record.Message);
}
