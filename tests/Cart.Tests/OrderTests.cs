using System.Net;
using MyArch.Cart.Tests.Fixtures;
using static MyArch.Cart.Tests.Fixtures.Visitor;

namespace MyArch.Cart.Tests;

public sealed class OrderTests(RedisFixture redis) : CartTests(redis), IClassFixture<RedisFixture>
{
    [Fact]
    public async Task An_order_tells_what_was_ordered_by_whom_and_what_became_of_it()
    {
        Catalog.Rejection = "Garment 7 is sold out.";
        var visitor = Server.Visitor();
        await visitor.AddAsync(7, 2);
        var id = await OrderAsync(visitor, "key-1");

        var order = await visitor.OrderOfAsync(id);

        (order.Status, order.Reason, order.TotalCents).ShouldBe(("rejected", "Garment 7 is sold out.", 140));
        order.Lines.ShouldHaveSingleItem().UnitPriceCents.ShouldBe(70);
        order.Customer!.Name.ShouldBe("Ada Lovelace");
        (await visitor.OrdersAsync()).Items.ShouldHaveSingleItem().Reason.ShouldBe("Garment 7 is sold out.");
    }

    [Fact]
    public async Task Another_sessions_order_does_not_exist()
    {
        var owner = Server.Visitor();
        await owner.AddAsync(7);
        var order = await owner.OrderAsync("key-1");
        var other = Server.Visitor();
        await other.AddAsync(7);

        foreach (var stranger in new[] { other, Server.Visitor() })
        {
            using var response = await stranger.GetAsync($"api/orders/{order}");
            await ProblemAsync(response, HttpStatusCode.NotFound);
        }

        (await other.OrdersAsync()).Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("0")]
    [InlineData("pending")]
    [InlineData("..%2F..%2Finternal")]
    [InlineData("019aaf3c-0000-7000-8000-000000000000")]
    [InlineData("019aaf3c000070008000000000000000")]
    public async Task An_unknown_id_is_not_found(string id)
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        using var response = await visitor.GetAsync($"api/orders/{id}");

        await ProblemAsync(response, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Without_the_catalog_an_order_is_placed_and_its_decision_is_never_taken_back_by_any_instance()
    {
        Catalog.Rejection = "Garment 7 is sold out.";
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        var order = await OrderAsync(visitor, "key-1");
        Catalog.Status = 503;
        var other = visitor.At(Start());
        (await other.OrderOfAsync(order)).Status.ShouldBe("placed");
        (await other.OrdersAsync()).Items[0].Status.ShouldBe("placed");
        Catalog.Status = null;
        (await visitor.OrderOfAsync(order)).Status.ShouldBe("rejected");
        Catalog.Status = 503;

        foreach (var anywhere in new[] { visitor, other, visitor.At(Start()) })
        {
            var seen = await anywhere.OrderOfAsync(order);
            (seen.Status, seen.Reason, seen.Lines.Count, seen.Customer!.Name).ShouldBe(("rejected", "Garment 7 is sold out.", 1, "Ada Lovelace"));
            var listed = (await anywhere.OrdersAsync()).Items.ShouldHaveSingleItem();
            (listed.Status, listed.Reason).ShouldBe(("rejected", "Garment 7 is sold out."));
        }

        (await Redis.Database.KeyTimeToLiveAsync($"order:{order}"))!.Value.ShouldBeInRange(TimeSpan.FromHours(23.9), TimeSpan.FromHours(24));
    }

    [Fact]
    public async Task Before_its_record_expires_an_order_that_was_decided_is_told_in_full_by_an_instance_that_has_seen_it_so()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        var order = await OrderAsync(visitor, "key-1");
        (await visitor.OrderOfAsync(order)).Status.ShouldBe("confirmed");
        var other = visitor.At(Start());
        (await other.OrderOfAsync(order)).Status.ShouldBe("confirmed");
        await Redis.AgeAsync(TimeSpan.FromHours(25));

        (await other.OrderOfAsync(order)).Lines.Count.ShouldBe(1);
    }

    [Fact]
    public async Task After_its_record_has_expired_the_catalog_knows_the_order()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7, 2);
        var id = await OrderAsync(visitor, "key-1");
        await Redis.AgeAsync(TimeSpan.FromHours(25));

        (await Redis.KeysAsync("order:*")).ShouldBeEmpty();
        var order = await visitor.OrderOfAsync(id);
        (order.TotalCents, order.Lines.Count, order.Status).ShouldBe((140, 1, "confirmed"));
        Catalog.Status = 503;
        // It may be decided, and who has been told so is not told "placed".
        foreach (var path in new[] { $"api/orders/{id}", "api/orders" })
        {
            using var response = await visitor.At(Start()).GetAsync(path);
            await ProblemAsync(response, HttpStatusCode.ServiceUnavailable);
            response.Headers.RetryAfter.ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task An_order_that_is_not_decided_when_its_record_expires_is_still_placed()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7, 2);
        var id = await OrderAsync(visitor, "key-1");
        // As if the worker had not had it yet.
        Catalog.Decisions.TryRemove(id, out var decision).ShouldBeTrue();
        await Redis.AgeAsync(TimeSpan.FromHours(25));

        var order = await visitor.OrderOfAsync(id);
        (order.Status, order.TotalCents, order.Lines.Count).ShouldBe(("placed", 140, 0));
        (await visitor.OrdersAsync()).Items.ShouldHaveSingleItem().Status.ShouldBe("placed");

        Catalog.Decisions[id] = decision!;
        (await visitor.OrderOfAsync(id)).Status.ShouldBe("confirmed");
    }

    [Fact]
    public async Task Fifty_orders_are_remembered_newest_first()
    {
        var visitor = Server.Visitor();
        List<string> orders = [];
        for (var i = 0; i < 52; i++)
        {
            await visitor.AddAsync(7);
            orders.Insert(0, await visitor.OrderAsync($"key-{i}"));
        }

        var list = await visitor.OrdersAsync();
        list.Items.Select(static order => order.Id).ShouldBe(orders.Take(50));
        list.Next.ShouldBeNull();
        (await visitor.OrderAsync("key-0")).ShouldBe(orders[^1]);
        (await visitor.OrdersAsync()).Items.Count.ShouldBe(50);
    }
}
