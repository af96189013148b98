using System.Net;
using System.Text.RegularExpressions;
using MyArch.Cart.Tests.Fixtures;
using static MyArch.Cart.Tests.Fixtures.Visitor;

namespace MyArch.Cart.Tests.Sessions;

/// <content>The cookie, and how long it leads to its session.</content>
public abstract partial class SessionStoreTests
{
    [Fact]
    public async Task Only_the_first_write_begins_a_session()
    {
        var visitor = Server.Visitor();
        (await visitor.CartAsync()).Version.ShouldBe(0);
        (await visitor.OrdersAsync()).Items.ShouldBeEmpty();
        (await visitor.RemoveAsync(7)).Lines.ShouldBeEmpty();
        (await visitor.GetAsync("api/customers/me")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.CheckOutAsync("key")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        visitor.Sid.ShouldBeNull();

        await visitor.AddAsync(7);

        CookieRules().IsMatch(visitor.SetCookie!).ShouldBeTrue(visitor.SetCookie);
    }

    [Fact]
    public async Task The_cookie_is_for_https_alone_when_it_came_by_https()
    {
        var visitor = Server.Visitor();
        using var response = await visitor.SendAsync(HttpMethod.Post, "api/cart/items", new { productId = 7, quantity = 1 }, ("X-Forwarded-Proto", "https"));

        visitor.SetCookie!.ShouldContain("; secure");
    }

    [Theory]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("short")]
    [InlineData("../../../../etc/passwd")]
    [InlineData("cart:*")]
    [InlineData("%00%00")]
    [InlineData("")]
    public async Task An_unknown_id_is_replaced_by_a_write_and_left_by_a_read(string sid)
    {
        var visitor = Server.Visitor();
        visitor.Sid = sid;
        (await visitor.CartAsync()).Lines.ShouldBeEmpty();
        visitor.SetCookie.ShouldBeNull();

        await visitor.AddAsync(7);

        visitor.Sid.ShouldNotBe(sid);
        Quantities(await visitor.CartAsync()).ShouldBe([(7, 1)]);
    }

    [Fact]
    public async Task Another_visitors_cart_is_not_seen()
    {
        await Server.Visitor().AddAsync(7);
        var other = Server.Visitor();
        Quantities(await other.AddAsync(8)).ShouldBe([(8, 1)]);
    }

    [Fact]
    public async Task A_session_that_is_used_lives_on_and_one_that_is_not_ends()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        for (var day = 0; day < 12; day += 6)
        {
            await LetPassAsync(TimeSpan.FromDays(6));
            (await visitor.CartAsync()).Lines.ShouldNotBeEmpty();
            // The browser's copy lives on as well.
            CookieRules().IsMatch(visitor.SetCookie!).ShouldBeTrue(visitor.SetCookie);
        }

        await LetPassAsync(TimeSpan.FromMinutes(1));
        await visitor.CartAsync();
        visitor.SetCookie.ShouldBeNull();

        await LetPassAsync(TimeSpan.FromDays(7));
        (await visitor.CartAsync()).Version.ShouldBe(0);
    }

    [Fact]
    public virtual async Task A_saved_profile_gives_a_new_id_and_the_old_one_lives_for_a_minute()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        var old = visitor.Sid;
        using var saved = await visitor.SendAsync(HttpMethod.Put, "api/customers/me", Ada);
        saved.StatusCode.ShouldBe(HttpStatusCode.OK);
        visitor.Sid.ShouldNotBe(old);

        var late = Server.Visitor();
        late.Sid = old;
        await LetPassAsync(TimeSpan.FromSeconds(30));
        // Both ids lead to one session; and the old one is not told the new one.
        Quantities(await late.AddAsync(8)).ShouldBe([(7, 1), (8, 1)]);
        late.Sid.ShouldBe(old);
        Quantities(await visitor.CartAsync()).ShouldBe([(7, 1), (8, 1)]);

        await LetPassAsync(TimeSpan.FromSeconds(31));
        (await late.CartAsync()).Version.ShouldBe(0);
        (await visitor.CartAsync()).Version.ShouldBe(2);
    }

    [Fact]
    public virtual async Task Who_has_the_old_id_is_not_told_the_new_one_whatever_he_asks()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        var thief = visitor.At(Server);
        using var saved = await SaveAsync(visitor, Ada, "key-1");
        var old = thief.Sid;

        object eve = new { name = "Eve", email = "eve@example.org", address = "Elsewhere" };
        using var other = await SaveAsync(thief, eve, "key-0");
        using var same = await SaveAsync(thief, Ada, "key-2");
        using var keyless = await SaveAsync(thief, Ada, key: null);
        // What he himself has asked for before is no proof either.
        await thief.OrderAsync("key-3", eve);
        await thief.OrderAsync("key-3", eve);
        await thief.AddAsync(8);

        thief.Sid.ShouldBe(old);
        await LetPassAsync(TimeSpan.FromSeconds(61));
        (await thief.CartAsync()).Version.ShouldBe(0);
        // And the visitor's id is still the session's own, which lives as long as it is used.
        for (var day = 0; day < 12; day += 6)
        {
            await LetPassAsync(TimeSpan.FromDays(6));
            Quantities(await visitor.CartAsync()).ShouldBe([(8, 1)]);
        }
    }

    [Fact]
    public async Task A_profile_sent_again_after_its_answer_was_lost_leads_to_a_session_that_lives()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        var unaware = visitor.At(Server);
        using var lost = await SaveAsync(visitor, Ada, "key-1");
        using var again = await SaveAsync(unaware, Ada, "key-1");

        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        await LetPassAsync(TimeSpan.FromSeconds(61));
        Quantities(await unaware.CartAsync()).ShouldBe([(7, 1)]);
        Quantities(await visitor.CartAsync()).ShouldBe([(7, 1)]);
    }

    [Fact]
    public async Task The_profile_is_kept_by_the_catalog_under_an_id_that_is_not_the_sessions()
    {
        var visitor = Server.Visitor();
        using var saved = await visitor.SendAsync(HttpMethod.Put, "api/customers/me", Ada);
        using var read = await visitor.GetAsync("api/customers/me");

        (await read.Content.ReadAsStringAsync()).ShouldContain("Ada Lovelace");
        var customer = Catalog.Customers.ShouldHaveSingleItem().Key;
        customer.ShouldNotContain(visitor.Sid!);
        (await Redis.KeysAsync("cart:*")).ShouldNotContain(key => key.Contains(customer, StringComparison.Ordinal));
        using var stranger = await Server.Visitor().GetAsync("api/customers/me");
        stranger.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static Task<HttpResponseMessage> SaveAsync(Visitor visitor, object profile, string? key) =>
        visitor.SendAsync(HttpMethod.Put, "api/customers/me", profile, key is null ? [] : [("Idempotency-Key", key)]);

    [GeneratedRegex("^sid=[A-Za-z0-9_-]+; max-age=604800; path=/; samesite=lax; httponly$", RegexOptions.ExplicitCapture)]
    private static partial Regex CookieRules();
}
