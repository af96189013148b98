using System.Net;
using MyArch.Cart.Tests.Fixtures;
using StackExchange.Redis;
using static MyArch.Cart.Tests.Fixtures.Visitor;

namespace MyArch.Cart.Tests.Sessions;

/// <summary>A Redis that has as much in memory as it may: it takes no more into carts, and what is in them can be ordered.</summary>
public sealed class FullRedisTests(RedisFixture redis) : CartTests(redis), IClassFixture<RedisFixture>
{
    private const int None = 0;

    public override async Task InitializeAsync()
    {
        await LimitAsync(None);
        await base.InitializeAsync();
    }

    [Fact]
    public async Task A_full_server_takes_no_more_into_carts_and_says_so()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        await FillAsync();

        for (var i = 0; i < 3; i++)
        {
            await RefusedAsync(await Server.Visitor().SendAsync(HttpMethod.Post, "api/cart/items", new { productId = 7, quantity = 1 }));
        }

        await RefusedAsync(await visitor.SendAsync(HttpMethod.Post, "api/cart/items", new { productId = 8, quantity = 1 }));
        await RefusedAsync(await visitor.SendAsync(HttpMethod.Post, "api/cart/items", new { productId = 7, quantity = 1 }, ("Idempotency-Key", "key-1")));
        await RefusedAsync(await visitor.SendAsync(HttpMethod.Put, "api/customers/me", Ada));

        (await Redis.KeysAsync("cart:*")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_is_in_a_cart_can_be_seen_changed_and_ordered_when_the_server_is_full()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        await visitor.AddAsync(8);
        await FillAsync();

        Quantities(await visitor.SetAsync(7, 9)).ShouldBe([(7, 9), (8, 1)]);
        Quantities(await visitor.RemoveAsync(8)).ShouldBe([(7, 9)]);
        var order = await OrderAsync(visitor, "key-1");

        (await visitor.CartAsync()).Lines.ShouldBeEmpty();
        (await visitor.OrderOfAsync(order)).Status.ShouldBe("confirmed");
        (await Redis.Database.HashGetAsync($"order:{order}", "status")).ToString().ShouldBe("confirmed");
    }

    [Fact]
    public async Task A_pending_order_is_sent_again_when_the_server_is_full()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        await FillAsync();
        await FailAsync(visitor, "key-1");
        var order = (await Redis.Database.SortedSetRangeByScoreAsync("order:pending")).ShouldHaveSingleItem();
        await LimitAsync(None);
        await Redis.Database.SortedSetAddAsync("order:pending", order, 1);
        await FillAsync();

        _ = Start(("Cart:ResendAfter", "00:00:01")).Http;

        await Eventually.IsTrueAsync(async _ => (await visitor.OrdersAsync()).Items is [{ Id: var id }] && id == order);
        (await visitor.CartAsync()).Lines.ShouldBeEmpty();
    }

    private static async Task RefusedAsync(HttpResponseMessage response)
    {
        using (response)
        {
            (await ProblemAsync(response, HttpStatusCode.ServiceUnavailable)).GetProperty("detail").GetString()!.ShouldContain("no room for more");
            response.Headers.RetryAfter.ShouldNotBeNull();
        }
    }

    private Task<RedisResult> FillAsync() => LimitAsync(bytes: 1);

    private Task<RedisResult> LimitAsync(int bytes) => Redis.Database.ExecuteAsync("CONFIG", "SET", "maxmemory", bytes);
}
