using System.Net;
using System.Text.Json;
using MyArch.Cart.Tests.Fixtures;
using static MyArch.Cart.Tests.Fixtures.Visitor;

namespace MyArch.Cart.Tests.Checkout;

public sealed class CheckoutTests(RedisFixture redis) : CartTests(redis), IClassFixture<RedisFixture>
{
    private static readonly object Eve = new { name = "Eve", email = "eve@example.org", address = "Elsewhere" };

    [Fact]
    public async Task What_is_handed_over_is_the_message_of_the_contract()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7, 2);
        await visitor.AddAsync(3, 1);
        var order = await OrderAsync(visitor, "key-1");

        var message = JsonElement.Parse(Catalog.Orders[order]);
        var customer = message.GetProperty("customer").GetProperty("id").GetString()!;
        customer.ShouldNotContain(visitor.Sid!);
        var placedAt = message.GetProperty("placedAt").GetString()!;
        placedAt.ShouldEndWith("+00:00");
        Catalog.Orders[order].ShouldBe(
            $$$"""{"orderId":"{{{order}}}","customer":{"id":"{{{customer}}}","name":"Ada Lovelace","email":"ada@example.org","address":"12 St James\u0027s Square\nLondon"},"lines":[{"productId":7,"quantity":2,"unitPriceCents":70},{"productId":3,"quantity":1,"unitPriceCents":30}],"placedAt":"{{{placedAt}}}"}""");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("with blank")]
    [InlineData("129")]
    public async Task A_checkout_without_a_usable_key_is_refused(string? key)
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        (string, string)[] headers = key is null ? [] : [("Idempotency-Key", key == "129" ? new string('k', 129) : key)];
        using var response = await visitor.SendAsync(HttpMethod.Post, "api/cart/checkout", Ada, headers);

        (await ProblemAsync(response, HttpStatusCode.BadRequest)).GetProperty("errors").TryGetProperty("Idempotency-Key", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task A_key_has_128_characters_at_most_and_only_one_value()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        using var twice = await visitor.SendAsync(HttpMethod.Post, "api/cart/checkout", Ada, ("Idempotency-Key", "a"), ("Idempotency-Key", "b"));
        await ProblemAsync(twice, HttpStatusCode.BadRequest);

        await visitor.OrderAsync(new string('~', 128));
    }

    [Fact]
    public async Task Nothing_is_no_order()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        await visitor.RemoveAsync(7);
        using var response = await visitor.CheckOutAsync("key-1");

        (await ProblemAsync(response, HttpStatusCode.Conflict)).GetProperty("title").GetString().ShouldBe("The cart is empty");
    }

    [Fact]
    public async Task Many_times_at_once_is_one_order()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        var other = Start();
        var orders = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => visitor.At(i % 2 == 0 ? Server : other).OrderAsync("key-1")));

        orders.Distinct().ShouldHaveSingleItem();
        await Jobs.HandledAsync();
        Catalog.Orders.Keys.ShouldBe([orders[0]]);
        (await visitor.OrdersAsync()).Items.Count.ShouldBe(1);
        (await visitor.CartAsync()).Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task With_several_keys_at_once_it_is_one_order_too()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => visitor.At(Server).CheckOutAsync($"key-{i}")));

        await Jobs.HandledAsync();
        // Who came too late has found the cart empty.
        answers.Select(static answer => answer.StatusCode).ShouldAllBe(static status => status == HttpStatusCode.Accepted || status == HttpStatusCode.Conflict);
        var order = Catalog.Orders.ShouldHaveSingleItem().Key;
        answers.Where(static answer => answer.StatusCode == HttpStatusCode.Accepted).Select(static answer => answer.Headers.Location!.ToString()).Distinct()
            .ShouldBe([$"/api/orders/{order}"]);
        (await visitor.OrdersAsync()).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused_also_while_the_order_is_pending()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        await FailAsync(visitor, "key-1");
        using var response = await visitor.CheckOutAsync("key-1", Eve);

        (await ProblemAsync(response, HttpStatusCode.Conflict)).GetProperty("title").GetString().ShouldBe("The key was used before");
    }

    [Fact]
    public async Task A_new_key_for_the_unchanged_cart_resumes_the_pending_order_unless_it_says_something_else()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        await FailAsync(visitor, "key-1");
        using (var other = await visitor.CheckOutAsync("key-2", Eve))
        {
            var problem = await ProblemAsync(other, HttpStatusCode.Conflict);
            problem.GetProperty("title").GetString().ShouldBe("Being ordered already");
            // Who changed the cart and ordered anew would have both orders.
            problem.GetProperty("detail").GetString()!.ShouldContain("that order goes on by itself");
        }

        var order = await visitor.OrderAsync("key-3");

        (await OrderAsync(visitor, "key-1")).ShouldBe(order);
        Catalog.Orders.Keys.ShouldBe([order]);
    }

    [Fact]
    public async Task A_changed_cart_is_another_order()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        await FailAsync(visitor, "key-1");
        await visitor.AddAsync(8);
        var second = await OrderAsync(visitor, "key-2", Eve);

        JsonElement.Parse(Catalog.Orders[second]).GetProperty("lines").GetArrayLength().ShouldBe(2);
        // The first one is still to be handed over, and takes what is left to take: nothing.
        var first = await visitor.OrderAsync("key-1");
        first.ShouldNotBe(second);
        (await visitor.CartAsync()).Lines.ShouldBeEmpty();
        (await visitor.OrdersAsync()).Items.Select(static order => order.Id).ShouldBe([first, second]);
    }

    [Fact]
    public async Task A_price_that_has_changed_is_shown_before_it_is_paid()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7, 2);
        Catalog.Prices[7] = 99;
        using var response = await visitor.CheckOutAsync("key-1");
        (await ProblemAsync(response, HttpStatusCode.Conflict)).GetProperty("title").GetString().ShouldBe("Prices have changed");
        (await visitor.CartAsync()).Lines[0].UnitPriceCents.ShouldBe(99);

        var order = await visitor.OrderAsync("key-1");

        (await visitor.OrderOfAsync(order)).TotalCents.ShouldBe(198);
    }

    [Fact]
    public async Task What_is_not_sold_any_more_is_named()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        await visitor.AddAsync(8);
        Catalog.Prices.TryRemove(8, out _);
        using var response = await visitor.CheckOutAsync("key-1");

        (await ProblemAsync(response, HttpStatusCode.Conflict)).GetProperty("detail").GetString()!.ShouldContain("item 8");
        await visitor.RemoveAsync(8);
        await visitor.OrderAsync("key-1");
    }

    [Fact]
    public async Task A_client_that_goes_away_does_not_stop_its_order()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        Jobs.Gate.HoldQuestions();
        using (var impatient = CartSettings.CreateClient(Server.Http.BaseAddress!.ToString()))
        {
            var checkout = visitor.At(impatient).CheckOutAsync("key-1");
            await Eventually.IsTrueAsync(() => Jobs.Gate.HeldQuestions > 0);
            impatient.CancelPendingRequests();
            await Should.ThrowAsync<OperationCanceledException>(() => checkout);
        }

        Jobs.Gate.Open();
        await Eventually.IsTrueAsync(async _ => (await Redis.Database.SortedSetRangeByScoreAsync("order:pending")).Length == 0);

        (await visitor.OrdersAsync()).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_queue_that_never_answers_is_503_in_time_and_the_cart_as_it_was()
    {
        var visitor = Start(("Jobs:SendTimeout", "00:00:02")).Visitor();
        await visitor.AddAsync(7);
        Jobs.Gate.HoldAnswers();
        using var response = await visitor.CheckOutAsync("key-1");

        await ProblemAsync(response, HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.ShouldNotBeNull();
        (await visitor.CartAsync()).Lines.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_checkout_that_is_not_finished_says_that_the_order_is_kept()
    {
        var visitor = Server.Visitor();
        await visitor.AddAsync(7);
        Jobs.Gate.Refuse();
        using (var failed = await visitor.CheckOutAsync("key-1"))
        {
            (await ProblemAsync(failed, HttpStatusCode.ServiceUnavailable)).GetProperty("detail").GetString()!.ShouldContain("send the very same again");
        }

        Jobs.Gate.Open();
        // Nothing was frozen without its price.
        await visitor.AddAsync(8);
        Catalog.Status = 503;
        using var early = await visitor.CheckOutAsync("key-2");
        (await ProblemAsync(early, HttpStatusCode.ServiceUnavailable)).GetProperty("detail").GetString()!.ShouldContain("The cart is as it was");
    }
}
