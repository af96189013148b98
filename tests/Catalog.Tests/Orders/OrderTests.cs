using System.Net;
using System.Text.Json;

namespace MyArch.Catalog.Tests.Orders;

[Collection(DataTierCollection.Name)]
public sealed class OrderTests(Shop shop) : IClassFixture<Shop>
{
    private const string Placed = "myarch.catalog.order.placed";

    private readonly HttpClient _caller = shop.Caller;

    [Fact]
    public async Task An_order_that_can_be_fulfilled_takes_from_the_stock_of_all_its_lines()
    {
        var (cap, hat) = (await shop.AddItemAsync("Cap", 1590, 10), await shop.AddItemAsync("Hat", 2000, 3));
        var id = Placing.NewId();

        var response = await _caller.PlaceAsync(id, Placing.Message(id, lines: [(hat, 3, 2000), (cap, 2, 1590)]));

        response.Header("X-Consistency-Token").ShouldNotBeNull();
        response.Headers.CacheControl!.ToString().ShouldBe("no-store");
        (await response.ShouldBeJsonAsync()).GetRawText().ShouldBe($$$"""
            {"orderId":"{{{id}}}","status":"confirmed","lines":[{"productId":{{{cap}}},"quantity":2,"unitPriceCents":1590},{"productId":{{{hat}}},"quantity":3,"unitPriceCents":2000}],"totalCents":9180,"placedAt":"2026-11-23T12:00:00.123456+00:00","customer":{"name":"Ada Lovelace","email":"ada@example.org","address":"12 Square\nLondon"}}
            """);
        (await shop.StockAsync(cap)).ShouldBe(8);
        (await shop.StockAsync(hat)).ShouldBe(0);
    }

    [Fact]
    public async Task Everybody_sees_at_once_what_is_left_though_the_item_was_cached()
    {
        var cap = await shop.AddItemAsync(stock: 5);
        (await shop.Visitor.GetAsync($"/api/catalog/items/{cap}")).Header("ETag").ShouldBe("\"1\"");

        (await _caller.DecideAsync(Placing.NewId(), (cap, 4, 1590))).Status().ShouldBe("confirmed");

        var after = await shop.Visitor.GetAsync($"/api/catalog/items/{cap}");
        (await after.ShouldBeJsonAsync()).GetProperty("stock").GetInt32().ShouldBe(1);
        after.Header("ETag").ShouldBe("\"2\"");
    }

    [Fact]
    public async Task An_order_that_cannot_be_fulfilled_takes_nothing_and_says_every_reason()
    {
        var (cap, hat, tie, bag) = (await shop.AddItemAsync("Cap", 1590, 10), await shop.AddItemAsync("Hat", 2000, 3), await shop.AddItemAsync("Tie", 900, 0), await shop.AddItemAsync("Bag", 100, 5));

        var order = await _caller.DecideAsync(Placing.NewId(), (cap, 1, 1590), (hat, 4, 2000), (tie, 1, 900), (bag, 1, 1), (777_777, 1, 100));

        order.Status().ShouldBe("rejected");
        order.GetProperty("reason").GetString().ShouldBe(
            "Of Hat only 3 are left. Tie is sold out. The price of Bag has changed from €0.01 to €1.00. Item 777777 is not sold any more.");
        (await shop.StockAsync(cap)).ShouldBe(10);
        (await shop.StockAsync(hat)).ShouldBe(3);
    }

    /// <summary>An instance that changed them has died before it could tell the cache: the cart goes by the old prices until somebody puts that right.</summary>
    [Fact]
    public async Task What_an_order_was_rejected_for_is_read_anew()
    {
        var (cap, hat, tie) = (await shop.AddItemAsync("Cap", 1000), await shop.AddItemAsync("Hat", 2000, 3), await shop.AddItemAsync("Tie", 900));
        foreach (var id in (int[])[cap, hat, tie])
        {
            await shop.CacheAsync($"/api/catalog/items/{id}");
        }

        await shop.Tier.ExecuteAsync(shop.Database, $"UPDATE products SET price_cents = 1100, version = version + 1 WHERE id = {cap}");
        await shop.Tier.ExecuteAsync(shop.Database, $"UPDATE products SET stock = 0, version = version + 1 WHERE id = {hat}");

        (await _caller.DecideAsync(Placing.NewId(), (cap, 1, 1000), (hat, 1, 2000), (tie, 1, 900))).Status().ShouldBe("rejected");

        (await (await _caller.GetAsync($"/internal/prices?id={cap}")).ShouldBeJsonAsync()).GetProperty("items")[0].GetProperty("unitPriceCents").GetInt32().ShouldBe(1100);
        (await (await shop.Visitor.GetAsync($"/api/catalog/items/{hat}")).ShouldBeJsonAsync()).GetProperty("stock").GetInt32().ShouldBe(0);
        (await shop.Visitor.GetAsync($"/api/catalog/items/{tie}")).Header("X-Cache").ShouldBe("hit", "nothing was wrong with it");
        (await _caller.DecideAsync(Placing.NewId(), (cap, 1, 1100), (tie, 1, 900))).Status().ShouldBe("confirmed");
    }

    [Fact]
    public async Task The_items_of_an_order_that_is_handed_over_again_are_read_anew()
    {
        var cap = await shop.AddItemAsync(stock: 5);
        var id = Placing.NewId();
        (await _caller.DecideAsync(id, (cap, 1, 1590))).Status().ShouldBe("confirmed");
        await shop.CacheAsync($"/api/catalog/items/{cap}");
        await shop.Tier.ExecuteAsync(shop.Database, $"UPDATE products SET stock = 2, version = version + 1 WHERE id = {cap}");

        (await _caller.DecideAsync(id, (cap, 1, 1590))).Status().ShouldBe("confirmed");

        (await (await shop.Visitor.GetAsync($"/api/catalog/items/{cap}")).ShouldBeJsonAsync()).GetProperty("stock").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task A_repeat_gets_the_same_answer_and_takes_nothing_even_when_it_would_be_decided_otherwise_now()
    {
        var cap = await shop.AddItemAsync(stock: 4);
        using var measured = new Measurements(CatalogMetrics.MeterName, shop.Server.Services);
        var (confirmed, rejected) = (Placing.NewId(), Placing.NewId());
        var first = await _caller.DecideAsync(confirmed, (cap, 3, 1590));
        var second = await _caller.DecideAsync(rejected, (cap, 3, 1590));
        second.Status().ShouldBe("rejected");
        await (await shop.Admin.SendJsonAsync(HttpMethod.Put, $"/api/catalog/items/{cap}", Shop.Body(stock: 90), ("If-Match", "*"))).ShouldBeJsonAsync();

        for (var repeat = 0; repeat < 3; repeat++)
        {
            (await _caller.DecideAsync(confirmed, (cap, 3, 1590))).GetRawText().ShouldBe(first.GetRawText());
            (await _caller.DecideAsync(rejected, (cap, 3, 1590))).GetRawText().ShouldBe(second.GetRawText());
        }

        (await shop.StockAsync(cap)).ShouldBe(90);
        (await (await _caller.GetAsync($"/internal/orders/{confirmed}")).ShouldBeJsonAsync()).GetRawText().ShouldBe(first.GetRawText());
        (await (await _caller.GetAsync($"/internal/orders/{rejected}")).ShouldBeJsonAsync()).GetRawText().ShouldBe(second.GetRawText());
        measured.Sum(Placed, "myarch.outcome=confirmed").ShouldBe(1);
        measured.Sum(Placed, "myarch.outcome=rejected").ShouldBe(1);
        measured.Sum(Placed, "myarch.outcome=repeated").ShouldBe(6);
    }

    [Fact]
    public async Task Lines_in_another_order_and_the_moment_in_another_zone_are_the_same_order()
    {
        var (cap, hat) = (await shop.AddItemAsync(), await shop.AddItemAsync());
        var id = Placing.NewId();
        var first = await _caller.DecideAsync(id, (cap, 1, 1590), (hat, 1, 1590));

        var again = await _caller.PlaceAsync(
            id, Placing.Message(id, lines: [(hat, 1, 1590), (cap, 1, 1590)]).Replace("2026-11-23T12:00:00.1234567Z", "2026-11-23T13:00:00.1234567+01:00"));

        (await again.ShouldBeJsonAsync()).GetRawText().ShouldBe(first.GetRawText());
        (await shop.StockAsync(cap)).ShouldBe(9);
    }

    [Theory]
    [InlineData("\"quantity\":1", "\"quantity\":2")]
    [InlineData("\"unitPriceCents\":1590", "\"unitPriceCents\":1591")]
    [InlineData("Ada Lovelace", "Ada King")]
    [InlineData("ada@example.org", "ada@example.com")]
    [InlineData("customer-1", "customer-2")]
    [InlineData("12:00:00", "12:00:01")]
    public async Task Another_order_under_the_same_id_is_a_conflict_and_changes_nothing(string said, string saysNow)
    {
        var cap = await shop.AddItemAsync();
        var id = Placing.NewId();
        var message = Placing.Message(id, lines: [(cap, 1, 1590)]);
        await (await _caller.PlaceAsync(id, message)).ShouldBeJsonAsync();
        using var measured = new Measurements(CatalogMetrics.MeterName, shop.Server.Services);

        await (await _caller.PlaceAsync(id, message.Replace(said, saysNow))).ShouldBeProblemAsync(HttpStatusCode.Conflict);

        measured.Of(Placed).ShouldHaveSingleItem().Attributes.ShouldBe(["myarch.outcome=conflict"]);
        (await shop.StockAsync(cap)).ShouldBe(9);
    }

    [Fact]
    public async Task Fifty_orders_at_once_for_the_same_stock_sell_exactly_what_is_there()
    {
        await using var other = shop.Tier.CreateServer(shop.Database, id: "catalog-b1");
        using var second = other.CreateCaller();
        int[] items = [await shop.AddItemAsync(stock: 30), await shop.AddItemAsync(stock: 45), await shop.AddItemAsync(stock: 60)];
        var random = new Random(20261123);

        // Each takes one of two or three items, named in any order: locked as they come, they would soon wait for each other in a circle.
        var orders = await Task.WhenAll(Enumerable.Range(0, 50).Select(order =>
        {
            var chosen = items.OrderBy(_ => random.Next()).Take(2 + (order % 2)).Select(static item => (item, 1, 1590)).ToArray();
            return (order % 2 == 0 ? _caller : second).DecideAsync(Placing.NewId(), chosen);
        }));

        for (var i = 0; i < items.Length; i++)
        {
            var sold = orders.Where(static order => order.Status() == "confirmed")
                .Sum(order => order.GetProperty("lines").EnumerateArray().Count(line => line.GetProperty("productId").GetInt32() == items[i]));
            (await shop.StockAsync(items[i])).ShouldBe(30 + (15 * i) - sold);
        }

        orders.Count(static order => order.Status() == "confirmed").ShouldBeGreaterThanOrEqualTo(30);
        (await shop.Tier.ExecuteAsync(shop.Database, "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")).ShouldBe(0L);
    }

    [Fact]
    public async Task Fifty_orders_at_once_for_ten_pieces_confirm_ten()
    {
        var cap = await shop.AddItemAsync(stock: 10);

        var orders = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _caller.DecideAsync(Placing.NewId(), (cap, 1, 1590))));

        orders.Count(static order => order.Status() == "confirmed").ShouldBe(10);
        orders.Count(static order => order.Status() == "rejected").ShouldBe(40);
        (await shop.StockAsync(cap)).ShouldBe(0);
    }

    [Fact]
    public async Task The_same_order_handed_over_twenty_times_at_once_is_decided_once()
    {
        await using var other = shop.Tier.CreateServer(shop.Database, id: "catalog-b1");
        using var second = other.CreateCaller();
        var cap = await shop.AddItemAsync(stock: 100);
        var id = Placing.NewId();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(order => (order % 2 == 0 ? _caller : second).DecideAsync(id, (cap, 5, 1590))));

        answers.Select(static answer => answer.GetRawText()).Distinct().Count().ShouldBe(1);
        (await shop.StockAsync(cap)).ShouldBe(95);
    }

    [Fact]
    public async Task Administrators_and_orders_at_once_lose_no_piece()
    {
        var cap = await shop.AddItemAsync(stock: 100);

        var orders = Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _caller.DecideAsync(Placing.NewId(), (cap, 1, 1590))));
        var delivered = 0;
        for (var attempt = 0; attempt < 20; attempt++)
        {
            // Adds ten pieces to what it has seen. If an order came between, it has to look again.
            var seen = await shop.Visitor.GetAsync($"/api/catalog/items/{cap}");
            var stock = (await seen.ShouldBeJsonAsync()).GetProperty("stock").GetInt32();
            var edit = await shop.Admin.SendJsonAsync(HttpMethod.Put, $"/api/catalog/items/{cap}", Shop.Body(stock: stock + 10), ("If-Match", seen.Header("ETag")!));
            delivered += edit.StatusCode == HttpStatusCode.OK ? 10 : 0;
        }

        (await orders).ShouldAllBe(static order => order.Status() == "confirmed");
        (await shop.StockAsync(cap)).ShouldBe(80 + delivered);
    }

    [Fact]
    public async Task A_decision_can_not_be_changed_in_the_database()
    {
        var id = Placing.NewId();
        await _caller.DecideAsync(id, (await shop.AddItemAsync(), 1, 1590));

        var failure = await Should.ThrowAsync<Npgsql.PostgresException>(
            () => shop.Tier.ExecuteAsync(shop.Database, $"UPDATE orders SET status = 'rejected', reason = 'no' WHERE id = '{id}'"));

        failure.MessageText.ShouldBe("A decided order does not change.");
    }

    [Fact]
    public async Task An_item_that_was_ordered_can_be_removed_and_the_order_stays()
    {
        var cap = await shop.AddItemAsync();
        var id = Placing.NewId();
        var order = await _caller.DecideAsync(id, (cap, 1, 1590));

        (await shop.Admin.SendAsync(HttpMethod.Delete, $"/api/catalog/items/{cap}", ("If-Match", "*"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await (await _caller.GetAsync($"/internal/orders/{id}")).ShouldBeJsonAsync()).GetRawText().ShouldBe(order.GetRawText());
        (await _caller.DecideAsync(Placing.NewId(), (cap, 1, 1590))).GetProperty("reason").GetString().ShouldBe($"Item {cap} is not sold any more.");
    }

    [Theory]
    [InlineData("\"quantity\":1", "\"quantity\":0", "lines[0].quantity")]
    [InlineData("\"quantity\":1", "\"quantity\":-1", "lines[0].quantity")]
    [InlineData("\"quantity\":1", "\"quantity\":100", "lines[0].quantity")]
    [InlineData("\"quantity\":1", "\"quantity\":1000000000", "lines[0].quantity")]
    [InlineData("\"quantity\":1", "\"quantity\":1e99", "lines[0].quantity")]
    [InlineData("\"quantity\":1", "\"quantity\":\"one\"", "lines[0].quantity")]
    [InlineData("\"unitPriceCents\":1", "\"unitPriceCents\":-1", "lines[0].unitPriceCents")]
    [InlineData("\"productId\":1", "\"productId\":0", "lines[0].productId")]
    [InlineData("\"lines\":[", "\"lines\":[null,", "lines[0]")]
    [InlineData("\"lines\":[", "\"lines\":[{\"productId\":1,\"quantity\":1,\"unitPriceCents\":1},", "lines[1].productId")]
    [InlineData("\"orderId\":\"o-1\"", "\"orderId\":\"o-2\"", "orderId")]
    [InlineData("\"orderId\":\"o-1\"", "\"orderId\":\"o 1\"", "orderId")]
    [InlineData("2026-11-23T12:00:00.1234567Z", "yesterday", "placedAt")]
    [InlineData("2026-11-23T12:00:00.1234567Z", "0001-01-01T00:00:00Z", "placedAt")]
    [InlineData("ada@example.org", "ada", "customer.email")]
    [InlineData("customer-1", "../customer", "customer.id")]
    [InlineData("\"orderId\"", "\"orderID\":\"o-1\",\"orderId\"", "orderID")]
    public async Task An_order_that_makes_no_sense_is_a_400_that_names_what_is_wrong(string said, string saysNow, string member)
    {
        var message = Placing.Message("o-1", lines: [(1, 1, 1)]);
        message.ShouldContain(said);

        await (await _caller.PlaceAsync("o-1", message.Replace(said, saysNow))).ShouldNameAsync(member);
    }

    [Fact]
    public async Task An_order_has_one_to_fifty_lines()
    {
        await (await _caller.PlaceAsync("o-1", Placing.Message("o-1"))).ShouldNameAsync("lines");
        await (await _caller.PlaceAsync("o-1", Placing.Message("o-1", lines: [.. Enumerable.Range(1, 51).Select(static id => (id, 1, 1))]))).ShouldNameAsync("lines");

        var id = Placing.NewId();
        var order = await _caller.DecideAsync(id, [.. Enumerable.Range(1, 50).Select(static id => (id, 1, 1))]);
        order.GetProperty("reason").GetString()!.ShouldContain("The price of Ember Classic T-Shirt has changed from €0.01 to €15.90.");
        order.GetProperty("lines").GetArrayLength().ShouldBe(50);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("o%27%20OR%201=1")]
    public async Task An_order_that_was_not_handed_over_is_a_404(string id) =>
        await (await _caller.GetAsync($"/internal/orders/{id}")).ShouldBeProblemAsync(HttpStatusCode.NotFound);

    [Fact]
    public async Task An_id_longer_than_any_is_a_400()
    {
        var id = new string('x', 65);

        await (await _caller.PlaceAsync(id, Placing.Message(id, lines: [(1, 1, 1)]))).ShouldNameAsync("orderId");
    }

    [Theory]
    [InlineData("/internal/orders/order-1")]
    [InlineData("/internal/prices?id=1")]
    [InlineData("/internal/customers/customer-1")]
    [InlineData("/INTERNAL/prices?id=1")]
    public async Task What_is_internal_is_refused_to_everybody_else_the_administrator_included(string path)
    {
        (await shop.Visitor.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await shop.Admin.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task What_became_of_orders_is_told_with_the_decision_only_and_never_goes_back()
    {
        var cap = await shop.AddItemAsync(stock: 50);
        var ids = Enumerable.Range(0, 10).Select(static _ => Placing.NewId()).ToList();
        using var stop = new CancellationTokenSource();
        var watching = Task.WhenAll(ids.Select(async id =>
        {
            List<string?> seen = [];
            while (!stop.IsCancellationRequested)
            {
                var response = await _caller.GetAsync($"/internal/orders/{id}", CancellationToken.None);
                seen.Add(response.StatusCode == HttpStatusCode.NotFound ? null : JsonElement.Parse(await response.Content.ReadAsStringAsync(CancellationToken.None)).Status());
            }

            return seen;
        }));

        await Task.WhenAll(ids.Select(id => _caller.DecideAsync(id, (cap, 1, 1590))));
        await stop.CancelAsync();

        foreach (var seen in await watching)
        {
            seen.SkipWhile(static status => status is null).ShouldAllBe(static status => status == "confirmed");
        }
    }
}
