using System.Buffers.Text;
using System.Net;
using System.Text;
using MyArch.Cart.Sessions;
using MyArch.Cart.Tests.Fixtures;
using static MyArch.Cart.Tests.Fixtures.Visitor;

namespace MyArch.Cart.Tests.Sessions;

/// <summary>Nothing on the server: every instance knows it, and none can take anything back.</summary>
public sealed class CookieSessionStoreTests(RedisFixture redis) : SessionStoreTests(redis), IClassFixture<RedisFixture>
{
    private protected override SessionStoreKind Kind => SessionStoreKind.Cookie;

    // Each answer has a cart of its own, and the browser keeps the last one that comes in.
    public override async Task Two_tabs_that_add_at_once_lose_nothing()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(1);
        var tab = visitor.At(Server);
        await visitor.AddAsync(2);
        await tab.AddAsync(3);

        Quantities(await tab.CartAsync()).ShouldBe([(1, 1), (3, 1)]);
    }

    // An old cookie is a whole session until it expires: there is nothing that could be taken from it.
    public override async Task A_saved_profile_gives_a_new_id_and_the_old_one_lives_for_a_minute()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        var old = visitor.At(Server);
        using var saved = await visitor.SendAsync(HttpMethod.Put, "api/customers/me", Ada);
        visitor.Sid.ShouldNotBe(old.Sid);

        await LetPassAsync(TimeSpan.FromDays(6));
        Quantities(await old.CartAsync()).ShouldBe([(7, 1)]);
        await LetPassAsync(TimeSpan.FromDays(7));
        (await old.CartAsync()).Lines.ShouldBeEmpty();
    }

    // For the same reason the old cookie needs no new one; what it is answered with is a copy of its own.
    public override async Task Who_has_the_old_id_is_not_told_the_new_one_whatever_he_asks()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        var thief = visitor.At(Server);
        await visitor.AddAsync(8);
        await thief.AddAsync(9);

        Quantities(await thief.CartAsync()).ShouldBe([(7, 1), (9, 1)]);
        Quantities(await visitor.CartAsync()).ShouldBe([(7, 1), (8, 1)]);
    }

    // Only its browser can reach it: the order is handed over, and the cart learns of it when its checkout is sent again.
    public override async Task An_order_that_is_sent_again_late_finds_its_session_wherever_it_has_moved()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        await FailAsync(visitor, "key-1");
        await SendAgainAsync();
        await Jobs.HandledAsync();
        Quantities(await visitor.CartAsync()).ShouldBe([(7, 1)]);

        (await visitor.OrderAsync("key-1")).ShouldBe(Catalog.Orders.ShouldHaveSingleItem().Key);

        (await visitor.CartAsync()).Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_cart_cannot_be_read_or_changed_by_its_owner()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        var bytes = Base64Url.DecodeFromChars(visitor.Sid);
        Encoding.Latin1.GetString(bytes).ShouldNotContain("productId");

        for (var i = 0; i < bytes.Length; i += 7)
        {
            var forged = (byte[])bytes.Clone();
            forged[i] ^= 1;
            var forger = Server.Visitor();
            forger.Sid = Base64Url.EncodeToString(forged);
            (await forger.CartAsync()).Lines.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_cookie_of_another_key_leads_nowhere()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        var other = Start(("Cart:CookieKey", Convert.ToBase64String(new byte[32])));

        (await visitor.At(other).CartAsync()).Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cart_beyond_four_kilobytes_is_refused_and_the_former_one_stays()
    {
        foreach (var id in Enumerable.Range(0, 50))
        {
            Catalog.Prices[1_000_000_000 + id] = 1_000_000_000;
        }

        var visitor = Server.Visitor();
        var count = 0;
        HttpResponseMessage response;
        do
        {
            response = await visitor.SendAsync(HttpMethod.Post, "api/cart/items", new { productId = 1_000_000_000 + count, quantity = 99 });
            (visitor.SetCookie ?? "").Length.ShouldBeLessThanOrEqualTo(4096);
        }
        while (response.StatusCode == HttpStatusCode.OK && ++count < 50);

        (await ProblemAsync(response, HttpStatusCode.Conflict)).GetProperty("title").GetString().ShouldBe("The cart is too large");
        count.ShouldBeInRange(30, 49);
        (await visitor.CartAsync()).Lines.Count.ShouldBe(count);
        // It can still be ordered, and is smaller then.
        await visitor.OrderAsync("key-1");
        (await visitor.CartAsync()).Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_remembered_of_additions_makes_room_for_the_cart()
    {
        foreach (var id in Enumerable.Range(0, 50))
        {
            Catalog.Prices[1_000_000_000 + id] = 1_000_000_000;
        }

        var (plain, keyed) = (Server.Visitor(), Server.Visitor());
        var count = await FillAsync(plain, static _ => []);

        // The last key is kept, which takes less than half of a line.
        (await FillAsync(keyed, static line => [("Idempotency-Key", $"key-{line}")])).ShouldBeInRange(count - 1, count);
        var last = (await keyed.CartAsync()).Lines[^1].ProductId;
        using var again = await keyed.SendAsync(HttpMethod.Post, "api/cart/items", new { productId = last, quantity = 98 }, ("Idempotency-Key", $"key-{last - 1_000_000_000}"));
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await keyed.CartAsync()).Lines[^1].Quantity.ShouldBe(98);
    }

    [Fact]
    public async Task The_oldest_orders_make_room()
    {
        var visitor = Server.Visitor();
        List<string> orders = [];
        for (var i = 0; i < 40; i++)
        {
            await visitor.AddAsync(7);
            orders.Insert(0, await visitor.OrderAsync($"key-{i}"));
            visitor.SetCookie!.Length.ShouldBeLessThanOrEqualTo(4096);
        }

        var listed = (await visitor.OrdersAsync()).Items.Select(static order => order.Id).ToList();
        listed.Count.ShouldBeInRange(15, 39);
        listed.ShouldBe(orders.Take(listed.Count));
    }

    // Returns how many lines went in.
    private static async Task<int> FillAsync(Visitor visitor, Func<int, (string, string)[]> headers)
    {
        for (var count = 0; ; count++)
        {
            using var response = await visitor.SendAsync(HttpMethod.Post, "api/cart/items", new { productId = 1_000_000_000 + count, quantity = 98 }, headers(count));
            if (response.StatusCode != HttpStatusCode.OK)
            {
                return count;
            }
        }
    }

    [Fact]
    public async Task A_cookie_with_an_old_cart_cannot_order_it_twice_within_a_day()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        var old = visitor.At(Server);
        var order = await visitor.OrderAsync("key-1");

        (await old.OrderAsync("key-2")).ShouldBe(order);
        await Jobs.HandledAsync();
        Catalog.Orders.Count.ShouldBe(1);
    }
}
