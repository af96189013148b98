using Microsoft.Extensions.DependencyInjection;
using MyArch.Cart.Checkout;
using MyArch.Cart.Sessions;
using MyArch.Cart.Tests.Fixtures;
using StackExchange.Redis;

namespace MyArch.Cart.Tests.Checkout;

/// <summary>What becomes of orders that were frozen and not handed over.</summary>
public sealed class OrderResenderTests(RedisFixture redis) : CartTests(redis), IClassFixture<RedisFixture>
{
    private static readonly TimeSpan HalfAMinute = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_queue_that_fails_is_503_and_the_order_is_sent_again_without_the_visitor()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        await FailAsync(visitor, "key-1");
        var order = (await PendingAsync()).ShouldHaveSingleItem().Element.ToString();
        // Its visitor sees it as placed, and the cart as it was.
        (await visitor.OrderOfAsync(order)).Status.ShouldBe("placed");
        (await visitor.CartAsync()).Lines.Count.ShouldBe(1);

        // Whichever instance it is that sends it.
        using var measured = new Measurements(CartMetrics.Name);
        _ = Start(("Cart:ResendAfter", "00:00:01")).Http;
        await MakeDueAsync(order);
        await Eventually.IsTrueAsync(async _ => (await PendingAsync()).Length == 0);
        await Jobs.HandledAsync();
        await Eventually.IsTrueAsync(() => measured.Sum("myarch.cart.order.resent", "myarch.outcome=placed") > 0, because: "it is counted");

        (await visitor.CartAsync()).Lines.ShouldBeEmpty();
        (await visitor.OrdersAsync()).Items.ShouldHaveSingleItem().Status.ShouldBe("confirmed");
        (await visitor.OrderAsync("key-1")).ShouldBe(order);
    }

    [Fact]
    public async Task A_pending_order_waits_half_a_minute_and_is_left_to_whoever_took_it()
    {
        var (begun, visitor) = (Now, Server.Visitor());
        await visitor.AddAsync(7);
        await FailAsync(visitor, "key-1");
        var due = (await PendingAsync()).ShouldHaveSingleItem();
        due.Score.ShouldBeInRange(begun + 29_900, Now + 30_000);
        // It would take the order itself, some time.
        await Server.DisposeAsync();
        (await Redis.Database.KeyTimeToLiveAsync($"order:{due.Element}"))!.Value.ShouldBeInRange(TimeSpan.FromHours(23.9), TimeSpan.FromHours(24));
        var (one, other) = (Records(Start(("Cart:ResendAfter", "01:00:00"))), Records(Start(("Cart:ResendAfter", "01:00:00"))));
        (await one.TakeDueAsync(HalfAMinute, 10)).ShouldBeEmpty();

        await MakeDueAsync(due.Element);

        var taken = Now;
        (await one.TakeDueAsync(HalfAMinute, 10)).ShouldBe([due.Element.ToString()]);
        (await other.TakeDueAsync(HalfAMinute, 10)).ShouldBeEmpty();
        (await one.TakeDueAsync(HalfAMinute, 10)).ShouldBeEmpty();
        (await PendingAsync()).Single().Score.ShouldBeInRange(taken + 29_900, Now + 30_000);
    }

    [Fact]
    public async Task Many_instances_that_send_again_place_each_order_once()
    {
        var visitors = Enumerable.Range(0, 30).Select(_ => Server.Visitor()).ToList();
        await Task.WhenAll(visitors.Select(static visitor => visitor.AddAsync(7)));
        Jobs.Gate.Refuse();
        await Task.WhenAll(visitors.Select(static visitor => FailedAsync(visitor, "key-1")));
        Jobs.Gate.Open();

        for (var i = 0; i < 3; i++)
        {
            _ = Start(("Cart:ResendAfter", "00:00:01")).Http;
        }

        foreach (var order in await PendingAsync())
        {
            await MakeDueAsync(order.Element);
        }

        await Eventually.IsTrueAsync(async _ => (await PendingAsync()).Length == 0);
        await Jobs.HandledAsync();
        Catalog.Orders.Count.ShouldBe(30);
        foreach (var visitor in visitors)
        {
            (await visitor.OrdersAsync()).Items.Count.ShouldBe(1);
            (await visitor.CartAsync()).Lines.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task An_order_that_cannot_be_placed_stops_neither_its_instance_nor_the_others()
    {
        var (broken, good) = (Server.Visitor(), Server.Visitor());
        await broken.AddAsync(7);
        await good.AddAsync(8);
        await FailAsync(broken, "key-1");
        var first = (await PendingAsync()).Single().Element;
        await Redis.Database.HashSetAsync(Sid.KeyOf(broken.Sid!), [new HashEntry("session", "{")]);
        using var measured = new Measurements(CartMetrics.Name);
        var instance = Start(("Cart:ResendAfter", "00:00:01"));
        _ = instance.Http;
        await MakeDueAsync(first);
        await Eventually.IsTrueAsync(() => Catalog.Orders.ContainsKey(first.ToString()));
        await FailAsync(good, "key-2");
        var second = (await PendingAsync()).Single(pending => pending.Element != first).Element;
        await MakeDueAsync(second);

        await Eventually.IsTrueAsync(async _ => (await PendingAsync()).All(pending => pending.Element != second));

        (await good.At(instance).OrdersAsync()).Items.ShouldHaveSingleItem();
        // Its session may be readable again, to a later version.
        (await PendingAsync()).ShouldHaveSingleItem().Element.ShouldBe(first);
        await Eventually.IsTrueAsync(() => measured.Sum("myarch.cart.order.resent", "myarch.outcome=failed") > 0, because: "the first is counted");
    }

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    private Task<SortedSetEntry[]> PendingAsync() => Redis.Database.SortedSetRangeByScoreWithScoresAsync("order:pending");

    // Now instead of in half a minute.
    private Task<bool> MakeDueAsync(RedisValue order) => Redis.Database.SortedSetAddAsync("order:pending", order, 1);

    private static OrderRecords Records(CartServer server)
    {
        _ = server.Http;
        return server.Services.GetRequiredService<OrderRecords>();
    }
}
