using System.Text.Json;

namespace MyArch.Catalog.Tests.Browser;

public sealed class CheckoutPageTests(Chromium chromium) : PageTest(chromium)
{
    private const string Checkout = "POST /api/cart/checkout";

    [Fact]
    public async Task What_is_missing_or_wrong_is_said_beside_each_field_and_the_first_one_gets_the_focus()
    {
        await OpenAsync();

        await Button("Place the order").ClickAsync();

        await Expect(Page.Locator(".wrong")).ToHaveTextAsync(["Please fill in your name.", "Please fill in your e-mail address.", "Please fill in the address."]);
        await Expect(Field("Name")).ToBeFocusedAsync();
        await Field("Name").FillAsync("Ada");
        await Field("E-mail").FillAsync("ada");
        await Field("Address").FillAsync("1 Long Street");
        await Button("Place the order").ClickAsync();
        await Expect(Page.Locator(".wrong")).ToHaveTextAsync(["", "This is no e-mail address. It should look like name@example.com.", ""]);
        await Expect(Field("E-mail")).ToBeFocusedAsync();
        await Expect(Field("E-mail")).ToHaveAccessibleDescriptionAsync("This is no e-mail address. It should look like name@example.com.");
        Shop.RequestsTo(Checkout).ShouldBeEmpty();
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task A_retry_of_a_busy_shop_carries_the_same_key_and_leads_to_the_order()
    {
        Shop.OnInTurn(Checkout, StubShop.Busy(), Accept);
        Shop.On("GET /api/orders/7", StubShop.Answer(200, Order("confirmed")));
        Shop.On("PUT /api/customers/me", StubShop.Answer(200, new { }));
        await Page.Clock.InstallAsync();
        await OpenAsync();
        await FillInAsync();
        await StopClockAsync();

        await Button("Place the order").ClickAsync();

        await Expect(Page.Locator("#notices")).ToHaveTextAsync("The shop is busy, trying again in 1 s");
        await Expect(Field("Name")).Not.ToBeEditableAsync();
        await Page.Clock.ResumeAsync();
        await Expect(Page.GetByText("Your order is confirmed.")).ToBeVisibleAsync();
        Page.Url.ShouldEndWith("/order.html?id=7");
        var sent = Shop.RequestsTo(Checkout);
        sent.Count.ShouldBe(2);
        sent[1].Header("Idempotency-Key").ShouldBe(sent[0].Header("Idempotency-Key"));
        sent[1].Body.ShouldBe(sent[0].Body);
        NothingIsWrongInTheBrowser(503);
    }

    [Fact]
    public async Task An_order_without_a_clear_answer_is_resumed_after_a_reload_with_the_same_key_and_the_same_details()
    {
        // Not answered at all: the connection breaks.
        Shop.On(Checkout, static context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        await Page.Clock.InstallAsync();
        await OpenAsync();
        await FillInAsync();
        await StopClockAsync();
        await Button("Place the order").ClickAsync();
        await Expect(Page.Locator("#notices")).ToContainTextAsync("The shop cannot be reached, trying again in");
        await Page.Clock.ResumeAsync();

        await Page.ReloadAsync();
        // Not before: until then the page has tried again by itself.
        Shop.On(Checkout, Accept);
        Shop.On("GET /api/orders/7", StubShop.Answer(200, Order("placed")));
        await Expect(Page.Locator("#outcome")).ToHaveTextAsync("Your last order got no clear answer. Try again: it is never placed twice.");
        await Expect(Field("Name")).ToHaveValueAsync("Ada Lovelace");
        await Expect(Field("Name")).Not.ToBeEditableAsync();
        await Button("Try again").ClickAsync();

        await Expect(Page.GetByText("We have your order")).ToBeVisibleAsync();
        var sent = Shop.RequestsTo(Checkout);
        sent.Select(static request => (request.Header("Idempotency-Key"), request.Body)).Distinct().ShouldHaveSingleItem();
        JsonDocument.Parse(sent[0].Body).RootElement.GetProperty("address").GetString().ShouldBe("1 Long Street");
        (await Page.EvaluateAsync<string?>("sessionStorage.getItem('order-attempt')")).ShouldBeNull();
    }

    [Fact]
    public async Task After_a_refusal_the_next_order_has_a_key_of_its_own_and_the_fields_can_be_changed()
    {
        Shop.OnInTurn(
            Checkout,
            StubShop.Answer(400, new { title = "Invalid", status = 400, errors = new { Email = new[] { "must be an e-mail address, such as ada@example.org" } } }),
            StubShop.Answer(409, new { title = "Prices have changed", detail = "The cart shows the new prices now. Look at them and check out again.", status = 409 }),
            Accept);
        Shop.On("GET /api/orders/7", StubShop.Answer(200, Order("placed")));
        await OpenAsync();
        await FillInAsync();

        await Button("Place the order").ClickAsync();
        await Expect(Page.Locator("#email-problem")).ToHaveTextAsync("E-mail must be an e-mail address, such as ada@example.org.");
        await Expect(Field("E-mail")).ToBeFocusedAsync();
        await Field("E-mail").FillAsync("ada@example.com");
        Shop.Lines = [(1, 2, 6990)];
        await Button("Place the order").ClickAsync();
        await Expect(Page.Locator("#outcome")).ToHaveTextAsync("The cart shows the new prices now. Look at them and check out again.");
        await Expect(Page.Locator("#total")).ToHaveTextAsync("€139.80");
        await Button("Place the order").ClickAsync();

        await Expect(Page.GetByText("We have your order")).ToBeVisibleAsync();
        Shop.RequestsTo(Checkout).Select(static request => request.Header("Idempotency-Key")).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task The_remembered_details_are_filled_in_and_other_ones_are_remembered_instead()
    {
        Shop.On("GET /api/customers/me", StubShop.Answer(200, new { name = "Ada Lovelace", email = "ada@example.com", address = "1 Long Street\nTown" }));
        Shop.On(Checkout, Accept);
        Shop.On("GET /api/orders/7", StubShop.Answer(200, Order("placed")));
        Shop.OnInTurn("PUT /api/customers/me", StubShop.Answer(200, new { }), StubShop.Busy());
        await OpenAsync();
        await Expect(Field("Name")).ToHaveValueAsync("Ada Lovelace");
        await Expect(Field("Address")).ToHaveValueAsync("1 Long Street\nTown");

        await Button("Place the order").ClickAsync();
        await Expect(Page.GetByText("We have your order")).ToBeVisibleAsync();
        Shop.RequestsTo("PUT /api/customers/me").ShouldBeEmpty();

        await OpenAsync();
        await Expect(Field("Name")).ToHaveValueAsync("Ada Lovelace");
        await Field("Name").FillAsync("Ada King");
        await Button("Place the order").ClickAsync();
        await Expect(Page.GetByText("We have your order")).ToBeVisibleAsync();
        Shop.RequestsTo("PUT /api/customers/me").ShouldHaveSingleItem().Body.ShouldStartWith("{\"name\":\"Ada King\"");

        await OpenAsync();
        await Expect(Field("Name")).ToHaveValueAsync("Ada Lovelace");
        await Field("Name").FillAsync("Ada Byron");
        await Button("Place the order").ClickAsync();
        await Expect(Page.Locator("#notices")).ToContainTextAsync("Your details could not be remembered.");
        NothingIsWrongInTheBrowser(503);
    }

    [Fact]
    public async Task An_empty_cart_cannot_be_ordered()
    {
        await Page.GotoAsync("/checkout.html");

        await Expect(Page.GetByText("There is nothing to order: your cart is empty.")).ToBeVisibleAsync();
        await Expect(Button("Place the order")).ToBeHiddenAsync();
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task The_profile_is_saved_and_says_so()
    {
        Shop.On("PUT /api/customers/me", StubShop.Answer(200, new { name = "Ada Lovelace", email = "ada@example.com", address = "1 Long Street" }));
        await Page.GotoAsync("/profile.html");
        await FillInAsync();

        await Button("Save").ClickAsync();

        await Expect(Page.Locator("#notices")).ToHaveTextAsync("Your details are saved.");
        Shop.RequestsTo("PUT /api/customers/me").ShouldHaveSingleItem().Body.ShouldBe(
            """{"name":"Ada Lovelace","email":"ada@example.com","address":"1 Long Street"}""");
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task A_profile_whose_answer_was_lost_is_sent_again_as_the_same_one()
    {
        Shop.OnInTurn("PUT /api/customers/me", StubShop.Busy(), StubShop.Answer(200, new { name = "Ada Lovelace", email = "ada@example.com", address = "1 Long Street" }));
        await Page.GotoAsync("/profile.html");
        await FillInAsync();

        await Button("Save").ClickAsync();

        await Expect(Page.Locator("#notices")).ToContainTextAsync("Your details are saved.");
        var keys = Shop.RequestsTo("PUT /api/customers/me").Select(static request => request.Header("Idempotency-Key")).ToList();
        keys.Count.ShouldBe(2);
        keys.Distinct().ShouldHaveSingleItem().ShouldNotBeEmpty();
    }

    private static Task Accept(Microsoft.AspNetCore.Http.HttpContext context) =>
        StubShop.Answer(202, new { id = "7", status = "placed" }, ("Location", "/api/orders/7"))(context);

    private static object Order(string status) => new
    {
        id = "7",
        status,
        lines = new[] { new { productId = 1, quantity = 2, unitPriceCents = 7990 } },
        totalCents = 15980,
        placedAt = "2026-01-02T03:04:05Z",
        customer = new { name = "Ada Lovelace", email = "ada@example.com", address = "1 Long Street" },
    };

    private async Task OpenAsync()
    {
        Shop.Lines = [(1, 2, 7990)];
        await Page.GotoAsync("/checkout.html");
        await Expect(Page.Locator("#lines")).ToContainTextAsync("2 × Harbour Rain Jacket");
        await Expect(Button("Place the order").Or(Button("Try again"))).ToBeEnabledAsync();
    }

    private async Task FillInAsync()
    {
        await Expect(Field("Name")).ToBeEditableAsync();
        await Field("Name").FillAsync(" Ada Lovelace ");
        await Field("E-mail").FillAsync("ada@example.com");
        await Field("Address").FillAsync("1 Long Street");
    }
}
