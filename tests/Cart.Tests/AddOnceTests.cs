using System.Net;
using MyArch.Cart.Lines;
using MyArch.Cart.Tests.Fixtures;

namespace MyArch.Cart.Tests;

/// <summary>An addition with an idempotency key is done once, however often and wherever it arrives.</summary>
public sealed class AddOnceTests(RedisFixture redis) : CartTests(redis), IClassFixture<RedisFixture>
{
    [Fact]
    public async Task The_same_addition_again_is_answered_with_the_cart_and_changes_nothing()
    {
        var visitor = new Visitor(Server.Http);
        await visitor.AddAsync(1);

        (await AddedAsync(visitor, "key", 2, 3)).ShouldBe([(1, 1), (2, 3)]);
        (await AddedAsync(visitor, "key", 2, 3)).ShouldBe([(1, 1), (2, 3)]);
        (await AddedAsync(visitor, "other", 2, 3)).ShouldBe([(1, 1), (2, 6)]);
    }

    [Fact]
    public async Task Sent_to_two_instances_at_once_it_is_done_once()
    {
        var second = Start();
        var visitor = new Visitor(Server.Http);
        await visitor.AddAsync(1);

        for (var round = 0; round < 20; round++)
        {
            var key = $"round-{round}";
            await Task.WhenAll(AddedAsync(visitor.At(Server), key, 2, 1), AddedAsync(visitor.At(second), key, 2, 1), AddedAsync(visitor.At(second), key, 2, 1));
        }

        Visitor.Quantities(await visitor.CartAsync()).ShouldBe([(1, 1), (2, 20)]);
    }

    [Fact]
    public async Task An_addition_that_was_done_is_answered_again_also_when_the_catalog_is_away_or_does_not_sell_it_any_more()
    {
        var visitor = new Visitor(Server.Http);
        await AddedAsync(visitor, "key", 2, 3);
        Catalog.Prices.TryRemove(2, out _);
        (await AddedAsync(visitor, "key", 2, 3)).ShouldBe([(2, 3)]);
        Catalog.Status = 503;

        (await AddedAsync(visitor, "key", 2, 3)).ShouldBe([(2, 3)]);
        await Visitor.ProblemAsync(await SendAsync(visitor, "key", 2, 4), HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(2, 4)]
    public async Task The_key_of_another_addition_is_refused(int productId, int quantity)
    {
        var visitor = new Visitor(Server.Http);
        await AddedAsync(visitor, "key", 2, 3);

        var problem = await Visitor.ProblemAsync(await SendAsync(visitor, "key", productId, quantity), HttpStatusCode.Conflict);

        problem.GetProperty("title").GetString().ShouldBe("The key was used before");
        Visitor.Quantities(await visitor.CartAsync()).ShouldBe([(2, 3)]);
    }

    [Fact]
    public async Task A_refused_addition_may_be_tried_again_with_its_key()
    {
        var visitor = new Visitor(Server.Http);
        await visitor.AddAsync(2, 99);
        using (var refused = await SendAsync(visitor, "key", 2, 5))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        }

        await visitor.SetAsync(2, 10);

        (await AddedAsync(visitor, "key", 2, 5)).ShouldBe([(2, 15)]);
    }

    [Fact]
    public async Task The_keys_go_with_the_session_when_an_order_gives_it_a_new_id()
    {
        var visitor = new Visitor(Server.Http);
        await AddedAsync(visitor, "key", 2, 3);
        await visitor.OrderAsync("order");

        (await AddedAsync(visitor, "key", 2, 3)).ShouldBe([]);
    }

    [Fact]
    public async Task So_many_are_remembered_and_no_more()
    {
        var visitor = new Visitor(Server.Http);
        for (var added = 0; added <= AddReceipt.Most; added++)
        {
            await AddedAsync(visitor, $"key-{added}", 2, 1);
        }

        (await AddedAsync(visitor, "key-1", 2, 1)).ShouldBe([(2, AddReceipt.Most + 1)]);
        (await AddedAsync(visitor, "key-0", 2, 1)).ShouldBe([(2, AddReceipt.Most + 2)]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("with a space")]
    [InlineData("a\ttab")]
    [InlineData(129)]
    public async Task A_key_that_cannot_be_used_is_refused(object key)
    {
        var visitor = new Visitor(Server.Http);

        var problem = await Visitor.ProblemAsync(await SendAsync(visitor, key as string ?? new string('k', (int)key), 2, 3), HttpStatusCode.BadRequest);

        problem.GetProperty("errors").GetProperty("Idempotency-Key")[0].GetString().ShouldBe("must be there once, with 1 to 128 visible ASCII characters");
        visitor.Sid.ShouldBeNull();
    }

    private static Task<HttpResponseMessage> SendAsync(Visitor visitor, string key, int productId, int quantity) =>
        visitor.SendAsync(HttpMethod.Post, "api/cart/items", new { productId, quantity }, ("Idempotency-Key", key));

    private static async Task<(int, int)[]> AddedAsync(Visitor visitor, string key, int productId, int quantity)
    {
        using var response = await SendAsync(visitor, key, productId, quantity);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return Visitor.Quantities(await visitor.CartAsync());
    }
}
