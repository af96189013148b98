using System.Net;
using MyArch.Cart.Tests.Fixtures;
using static MyArch.Cart.Tests.Fixtures.Visitor;

namespace MyArch.Cart.Tests.Sessions;

/// <content>What an order makes of its session.</content>
public abstract partial class SessionStoreTests
{
    [Fact]
    public async Task An_order_takes_the_cart_and_gives_a_new_id()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7, 2);
        await visitor.AddAsync(8);
        var old = visitor.Sid;
        var order = await visitor.OrderAsync("key-1");
        await Jobs.HandledAsync();

        visitor.Sid.ShouldNotBe(old);
        (await visitor.CartAsync()).Lines.ShouldBeEmpty();
        var listed = (await visitor.OrdersAsync()).Items.ShouldHaveSingleItem();
        (listed.Id, listed.Status, listed.TotalCents).ShouldBe((order, "confirmed", 220));
        (await Redis.Database.HashGetAsync($"order:{order}", "state")).ToString().ShouldBe("placed");
        (await Redis.Database.SortedSetRangeByScoreAsync("order:pending")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_checkout_again_is_the_same_order()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        var order = await visitor.OrderAsync("key-1");

        (await visitor.OrderAsync("key-1")).ShouldBe(order);
        using var other = await visitor.CheckOutAsync("key-1", new { name = "Eve", email = "eve@example.org", address = "Elsewhere" });
        await ProblemAsync(other, HttpStatusCode.Conflict);
        await Jobs.HandledAsync();
        Catalog.Orders.Count.ShouldBe(1);
        (await visitor.OrdersAsync()).Items.Count.ShouldBe(1);
    }

    [Fact]
    public virtual async Task A_retry_whose_answer_was_lost_finds_its_order_and_a_session_that_lives()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        var unaware = visitor.At(Server);
        var order = await visitor.OrderAsync("key-1");

        (await unaware.OrderAsync("key-1")).ShouldBe(order);
        await LetPassAsync(TimeSpan.FromSeconds(61));
        (await unaware.OrdersAsync()).Items.ShouldHaveSingleItem().Id.ShouldBe(order);
        await Jobs.HandledAsync();
        Catalog.Orders.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Of_two_answers_to_one_checkout_either_leads_to_a_session_that_lives()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        var (first, second) = (visitor.At(Server), visitor.At(Server));
        var order = await first.OrderAsync("key-1");
        await second.OrderAsync("key-1");

        // Twice, since what only points to a session ends after a week, however often it is used.
        for (var day = 0; day < 12; day += 6)
        {
            await LetPassAsync(TimeSpan.FromDays(6));
            (await first.OrdersAsync()).Items.ShouldHaveSingleItem().Id.ShouldBe(order);
            (await second.OrdersAsync()).Items.ShouldHaveSingleItem().Id.ShouldBe(order);
        }
    }

    [Fact]
    public virtual async Task An_order_that_is_sent_again_late_finds_its_session_wherever_it_has_moved()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7, 2);
        await visitor.AddAsync(8);
        await FailAsync(visitor, "key-1");
        for (var moves = 0; moves < 20; moves++)
        {
            using var saved = await SaveAsync(visitor, Ada, $"profile-{moves}");
            saved.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        await LetPassAsync(TimeSpan.FromSeconds(70));
        await visitor.AddAsync(7);
        await SendAgainAsync();

        Quantities(await visitor.CartAsync()).ShouldBe([(7, 1)]);
        (await visitor.OrdersAsync()).Items.ShouldHaveSingleItem();
    }

    /// <summary>A checkout while the queue is away: the order is frozen, and stays pending.</summary>
    private protected async Task FailAsync(Visitor visitor, string key)
    {
        Jobs.Gate.Refuse();
        using var failed = await visitor.CheckOutAsync(key);
        await ProblemAsync(failed, HttpStatusCode.ServiceUnavailable);
        Jobs.Gate.Open();
    }

    /// <summary>Returns when an instance has sent all pending orders again.</summary>
    private protected Task SendAgainAsync() => Eventually.IsTrueAsync(
        async _ =>
        {
            var pending = await Redis.Database.SortedSetRangeByScoreAsync("order:pending");
            foreach (var order in pending)
            {
                await Redis.Database.SortedSetAddAsync("order:pending", order, 1);
            }

            // The next round of whoever looks for them.
            Time.Advance(TimeSpan.FromSeconds(15));
            return pending.Length == 0;
        },
        because: "no order is pending");
}
