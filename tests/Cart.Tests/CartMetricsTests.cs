using MyArch.Cart.Tests.Fixtures;

namespace MyArch.Cart.Tests;

public sealed class CartMetricsTests(RedisFixture redis) : CartTests(redis), IClassFixture<RedisFixture>
{
    [Fact]
    public async Task Sessions_and_orders_are_counted()
    {
        _ = Server.Http;
        using var measured = new Measurements(CartMetrics.Name, Server.Services);

        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        await visitor.OrderAsync("key-1");
        await visitor.OrderAsync("key-1");
        Catalog.Status = 503;
        using var response = await visitor.SendAsync(HttpMethod.Post, "api/cart/items", new { productId = 7, quantity = 1 });

        measured.All.Select(static one => one.ToString()).ShouldBe(
        [
            "myarch.cart.session.created 1 myarch.cart.session.store=Redis",
            "myarch.cart.order.placed 1 myarch.outcome=frozen",
            "myarch.cart.order.placed 1 myarch.outcome=replayed",
            "myarch.cart.request.unavailable 1 myarch.dependency=catalog",
        ]);
    }

    [Fact]
    public async Task The_span_of_a_request_says_how_its_session_is_kept_and_what_became_of_its_order()
    {
        using var spans = new RecordedSpans("Microsoft.AspNetCore");
        var visitor = Server.Visitor();

        await visitor.AddAsync(7);
        await visitor.OrderAsync("key-1");

        await spans.FindAsync(
            static span => span.GetTagItem("myarch.cart.session.store") is "Redis" && span.GetTagItem("myarch.cart.order.outcome") is "frozen",
            "a server span names the store and what became of the order");
    }

    [Fact]
    public async Task Changes_of_one_session_that_meet_are_counted()
    {
        _ = Server.Http;
        using var measured = new Measurements(CartMetrics.Name, Server.Services);
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);

        await Eventually.IsTrueAsync(
            async _ =>
            {
                await Task.WhenAll(Enumerable.Range(1, 8).Select(quantity => visitor.SetAsync(7, quantity)));
                return measured.Sum("myarch.cart.session.conflicted", "myarch.cart.session.store=Redis") > 0;
            },
            because: "two of eight changes at once have met");
    }
}
