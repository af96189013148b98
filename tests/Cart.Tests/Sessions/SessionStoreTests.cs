using System.Net;
using System.Text.RegularExpressions;
using MyArch.Cart.Sessions;
using MyArch.Cart.Tests.Fixtures;
using static MyArch.Cart.Tests.Fixtures.Visitor;

namespace MyArch.Cart.Tests.Sessions;

/// <summary>What holds whichever store the sessions are in. A store that cannot do one of it says so in its own class, and what happens instead.</summary>
public abstract partial class SessionStoreTests : IAsyncLifetime
{
    private readonly List<CartServer> _servers = [];
    private int _instances;

    private protected SessionStoreTests(RedisFixture redis) => Redis = redis;

    private protected RedisFixture Redis { get; }

    private protected CatalogStub Catalog { get; } = new();

    /// <summary>The queue that orders are sent to.</summary>
    private protected JobsQueue Jobs { get; private set; } = null!;

    private protected ManualTime Time { get; } = new(DateTimeOffset.FromUnixTimeSeconds(1_800_000_000));

    private protected CartServer Server { get; private set; } = null!;

    private protected abstract SessionStoreKind Kind { get; }

    public virtual async Task InitializeAsync()
    {
        await Catalog.InitializeAsync();
        Jobs = await JobsQueue.StartAsync(Catalog);
        Server = Start();
    }

    public virtual async Task DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        await Jobs.DisposeAsync();
        await Catalog.DisposeAsync();
    }

    /// <summary>Another instance.</summary>
    private protected CartServer Start(params (string Key, string Value)[] settings) => Start(Time, settings);

    /// <summary>Another instance, with the time of the machine: who waits for another request waits a moment of it.</summary>
    private protected CartServer StartInRealTime() => Start(TimeProvider.System);

    private CartServer Start(TimeProvider time, params (string Key, string Value)[] settings)
    {
        var all = CartSettings.Of($"cart-a{++_instances}", Redis.PatientConnectionString, Catalog.Address, Jobs);
        all["Cart:SessionStore"] = Kind.ToString();
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        var server = new CartServer(all, time);
        _servers.Add(server);
        return server;
    }

    private protected async Task LetPassAsync(TimeSpan time)
    {
        Time.Advance(time);
        await Redis.AgeAsync(time);
    }

    [Fact]
    public async Task Adding_the_same_item_twice_sums_the_quantities()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7, 2);
        await visitor.AddAsync(8, 1);
        var cart = await visitor.AddAsync(7, 3);

        Quantities(cart).ShouldBe([(7, 5), (8, 1)]);
        cart.Version.ShouldBe(3);
        cart.Lines[0].UnitPriceCents.ShouldBe(70);
        (await visitor.CartAsync()).ShouldBeEquivalentTo(cart);
    }

    [Fact]
    public async Task Quantities_are_set_and_items_removed()
    {
        var visitor = Server.Visitor();
        await visitor.SetAsync(7, 99);
        await visitor.AddAsync(8, 1);
        Quantities(await visitor.SetAsync(7, 1)).ShouldBe([(7, 1), (8, 1)]);
        Quantities(await visitor.RemoveAsync(7)).ShouldBe([(8, 1)]);
        using var cleared = await visitor.SendAsync(HttpMethod.Delete, "api/cart");

        cleared.StatusCode.ShouldBe(HttpStatusCode.OK);
        var cart = await visitor.CartAsync();
        cart.Lines.ShouldBeEmpty();
        cart.Version.ShouldBe(5);
    }

    [Fact]
    public async Task What_changes_nothing_leaves_the_version()
    {
        var visitor = Server.Visitor();
        await visitor.SetAsync(7, 2);
        (await visitor.SetAsync(7, 2)).Version.ShouldBe(1);
        (await visitor.RemoveAsync(8)).Version.ShouldBe(1);
    }

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
    public virtual async Task Two_tabs_that_add_at_once_lose_nothing()
    {
        var visitor = Server.Visitor();
        Time.Advance(TimeProvider.System.GetUtcNow() - Time.GetUtcNow());
        await visitor.AddAsync(1);
        CartServer[] instances = [StartInRealTime(), StartInRealTime()];

        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => visitor.At(instances[i / 4 % 2]).AddAsync(1 + (i % 4))));

        Quantities(await visitor.CartAsync()).Order().ShouldBe([(1, 5), (2, 4), (3, 4), (4, 4)]);
    }

    [Fact]
    public virtual async Task Every_instance_knows_the_cart()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        var other = visitor.At(Start());
        Quantities(await other.AddAsync(8)).ShouldBe([(7, 1), (8, 1)]);

        Quantities(await other.At(Server).CartAsync()).ShouldBe([(7, 1), (8, 1)]);
    }

    [Fact]
    public virtual async Task The_cart_outlives_the_instance()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        await Server.DisposeAsync();

        Quantities(await visitor.At(Start()).CartAsync()).ShouldBe([(7, 1)]);
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
        await LetPassAsync(TimeSpan.FromSeconds(59));
        // Both ids lead to one session; and the old one is not told the new one.
        Quantities(await late.AddAsync(8)).ShouldBe([(7, 1), (8, 1)]);
        late.Sid.ShouldBe(old);
        Quantities(await visitor.CartAsync()).ShouldBe([(7, 1), (8, 1)]);

        await LetPassAsync(TimeSpan.FromSeconds(2));
        (await late.CartAsync()).Version.ShouldBe(0);
        (await visitor.CartAsync()).Version.ShouldBe(2);
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
        first.Sid.ShouldNotBe(second.Sid);

        await LetPassAsync(TimeSpan.FromSeconds(61));
        (await first.OrdersAsync()).Items.ShouldHaveSingleItem().Id.ShouldBe(order);
        (await second.OrdersAsync()).Items.ShouldHaveSingleItem().Id.ShouldBe(order);
    }

    [GeneratedRegex("^sid=[A-Za-z0-9_-]+; max-age=604800; path=/; samesite=lax; httponly$", RegexOptions.ExplicitCapture)]
    private static partial Regex CookieRules();
}
