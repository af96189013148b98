using Microsoft.Playwright;

namespace MyArch.Catalog.Tests.Browser;

public sealed class OrderPageTests(Chromium chromium) : PageTest(chromium)
{
    private const string Route = "GET /api/orders/7";

    [Fact]
    public async Task The_status_updates_by_itself_through_a_failure_and_stops_when_it_is_final()
    {
        var isConfirmed = false;
        var failureIsSeen = new TaskCompletionSource();
        Shop.OnInTurn(Route, Order("placed"), StubShop.Busy(), async context =>
        {
            await failureIsSeen.Task;
            await Order(isConfirmed ? "confirmed" : "placed")(context);
        });
        await Page.Clock.InstallAsync();
        await Page.GotoAsync("/order.html?id=7");

        await Expect(Page.GetByRole(AriaRole.Status).First).ToHaveTextAsync("We have your order and are checking stock and prices.");
        await Expect(Page.Locator("#total")).ToHaveTextAsync("€159.80");
        await Expect(Page.Locator("#placed")).ToHaveTextAsync("2 Jan 2026, 04:04");
        await Expect(Page.Locator("#status-more")).ToHaveTextAsync("The shop is busy. We keep asking.");
        failureIsSeen.SetResult();
        await Expect(Page.Locator("#status-more")).ToHaveTextAsync("This page updates by itself.");
        isConfirmed = true;
        await Expect(Page.Locator("#status-words")).ToHaveTextAsync("Your order is confirmed. Thank you!");

        var asked = Shop.RequestsTo(Route).Count;
        await Page.Clock.RunForAsync(60_000);
        // What the page had sent in that minute has arrived when this has.
        await Page.EvaluateAsync("fetch('/api/cart').then((answer) => answer.text())");
        Shop.RequestsTo(Route).Count.ShouldBe(asked);
        NothingIsWrongInTheBrowser(503);
    }

    [Fact]
    public async Task A_rejected_order_says_why_and_can_be_put_back_into_the_cart()
    {
        Shop.On(Route, Order("rejected", "Only 1 of Harbour Rain Jacket is left."));
        await Page.GotoAsync("/order.html?id=7");
        await Expect(Page.Locator("#status-words")).ToHaveTextAsync("This order was not possible. Only 1 of Harbour Rain Jacket is left.");

        await Button("Put these back into the cart").ClickAsync();

        await Expect(Page.Locator("#cart-count")).ToHaveTextAsync("2");
        Shop.Lines.ShouldHaveSingleItem().ShouldBe((1, 2, 7990));
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task An_order_that_is_none_of_this_browser_is_told_in_words()
    {
        foreach (var address in (string[])["/order.html?id=8", "/order.html", "/order.html?id=../cart"])
        {
            await Page.GotoAsync(address);

            await Expect(Page.GetByText("There is no such order in this browser.")).ToBeVisibleAsync();
            await Expect(Page.Locator("#order")).ToBeHiddenAsync();
        }

        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task The_history_has_the_newest_order_first_and_updates_until_all_are_final()
    {
        var newest = "placed";
        Shop.On("GET /api/orders", context => StubShop.Answer(200, new
        {
            items = new object[]
            {
                new { id = "9", status = newest, totalCents = 2000, placedAt = "2026-01-03T10:00:00Z" },
                new { id = "7", status = "rejected", totalCents = 15980, placedAt = "2026-01-02T03:04:05Z", reason = "Only 1 is left." },
            },
            next = (string?)null,
        })(context));
        await Page.GotoAsync("/orders.html");
        await Expect(Page.Locator(".chip")).ToHaveTextAsync(["Placed", "Not possible"]);

        newest = "confirmed";
        await Expect(Page.Locator(".chip")).ToHaveTextAsync(["Confirmed", "Not possible"]);
        await Expect(Page.Locator(".reason")).ToHaveTextAsync("Only 1 is left.");
        await Page.Locator("[data-order='9'] a").ClickAsync();
        await Expect(Page).ToHaveURLAsync($"{Shop.Address}/order.html?id=9");
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task Without_orders_the_history_leads_to_the_shop()
    {
        await Page.GotoAsync("/orders.html");

        await Expect(Page.GetByText("You have not ordered anything in this browser yet.")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "See all clothes" }).ClickAsync();
        await Expect(Page.Locator("#items .card:not(.waiting)")).ToHaveCountAsync(4);
        NothingIsWrongInTheBrowser();
    }

    private static Func<Microsoft.AspNetCore.Http.HttpContext, Task> Order(string status, string? reason = null) => StubShop.Answer(200, new
    {
        id = "7",
        status,
        reason,
        lines = new[] { new { productId = 1, quantity = 2, unitPriceCents = 7990 } },
        totalCents = 15980,
        placedAt = "2026-01-02T03:04:05Z",
        customer = new { name = "Ada Lovelace", email = "ada@example.com", address = "1 Long Street" },
    });
}
