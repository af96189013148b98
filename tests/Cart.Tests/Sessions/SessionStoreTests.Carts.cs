using System.Net;
using MyArch.Cart.Tests.Fixtures;
using static MyArch.Cart.Tests.Fixtures.Visitor;

namespace MyArch.Cart.Tests.Sessions;

/// <content>What is in a cart, wherever it is asked for.</content>
public abstract partial class SessionStoreTests
{
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
}
