using System.Text.Json;
using Microsoft.Playwright;

namespace MyArch.Catalog.Tests.Browser;

public sealed class CartPageTests(Chromium chromium) : PageTest(chromium)
{
    [Fact]
    public async Task Two_quick_first_writes_are_sent_one_after_the_other_so_that_there_is_one_session()
    {
        var firstIsHeld = new TaskCompletionSource();
        Shop.OnInTurn(
            "POST /api/cart/items",
            async context =>
            {
                await firstIsHeld.Task;
                context.Response.Cookies.Append("sid", "one");
                await Shop.AnswerCartAsync(context);
            },
            Shop.AnswerCartAsync);
        await Page.GotoAsync("/");
        // A tab of its own, to see that the turns are taken over tabs, too.
        var other = await Context.NewPageAsync();
        await other.GotoAsync("/");

        await Button("Add Harbour Rain Jacket to the cart").ClickAsync();
        await Button("Add Birch Linen Shirt to the cart").ClickAsync();
        await other.GetByRole(AriaRole.Button, new() { Name = "Add Alder Field Jacket to the cart" }).ClickAsync();
        await Expect(other.Locator("[aria-busy=true].quick")).ToHaveCountAsync(1);
        await Eventually.IsTrueAsync(() => Shop.RequestsTo("POST /api/cart/items").Count > 0, because: "the first is sent");
        Shop.RequestsTo("POST /api/cart/items").ShouldHaveSingleItem();
        firstIsHeld.SetResult();

        var writes = await Eventually.BecomesAsync(
            _ => Task.FromResult(Shop.RequestsTo("POST /api/cart/items")), static writes => writes.Count == 3, because: "all three are sent");
        writes[0].Header("Cookie").ShouldBeEmpty();
        writes.Skip(1).ShouldAllBe(static write => write.Header("Cookie").Contains("sid=one"));
        await Expect(Page.Locator("#notices")).ToHaveTextAsync("Birch Linen Shirt is in your cart.See the cart");
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task An_addition_whose_answer_was_lost_is_sent_again_as_the_same_one()
    {
        Shop.Lines = [(1, 1, 7990)];
        Shop.OnInTurn("POST /api/cart/items", StubShop.Busy(), Shop.AnswerCartAsync);
        await Page.GotoAsync("/");

        await Button("Add Harbour Rain Jacket to the cart").ClickAsync();

        await Expect(Page.Locator("#notices")).ToContainTextAsync("Harbour Rain Jacket is in your cart.");
        await Expect(Page.Locator("#cart-count")).ToHaveTextAsync("1");
        var keys = Shop.RequestsTo("POST /api/cart/items").Select(static request => request.Header("Idempotency-Key")).ToList();
        keys.Count.ShouldBe(2);
        keys.Distinct().ShouldHaveSingleItem().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_refused_addition_is_told_in_the_words_of_the_service()
    {
        Shop.On(
            "POST /api/cart/items",
            StubShop.Answer(409, new { title = "The cart is full", detail = "It holds 50 different items. Remove one first.", status = 409 }));
        await Page.GotoAsync("/item.html?id=1");

        await Field("Quantity").FillAsync("100");
        await Button("Add to cart").ClickAsync();
        await Expect(Page.Locator("#quantity-problem")).ToHaveTextAsync("Choose a whole number from 1 to 99.");
        await Expect(Field("Quantity")).ToBeFocusedAsync();
        Shop.RequestsTo("POST /api/cart/items").ShouldBeEmpty();

        await Field("Quantity").FillAsync("2");
        await Button("Add to cart").ClickAsync();
        await Expect(Page.Locator("#quantity-problem")).ToHaveTextAsync("It holds 50 different items. Remove one first.");
    }

    [Fact]
    public async Task Quick_changes_of_a_quantity_end_at_the_last_one()
    {
        Shop.Lines = [(1, 1, 7990)];
        await Page.GotoAsync("/cart.html");
        await Expect(Page.Locator("#total")).ToHaveTextAsync("€79.90");

        for (var press = 0; press < 6; press++)
        {
            await Button("One more of Harbour Rain Jacket").ClickAsync();
        }

        await Expect(Page.Locator("#total")).ToHaveTextAsync("€559.30");
        await Expect(Field("Quantity of Harbour Rain Jacket")).ToHaveValueAsync("7");
        await Expect(Page.Locator("#pieces")).ToHaveTextAsync("7 items");
        Quantity(Shop.RequestsTo("PUT /api/cart/items/1")[^1]).ShouldBe(7);
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task A_quantity_that_is_none_is_refused_in_words_and_not_sent()
    {
        Shop.Lines = [(1, 1, 7990)];
        foreach (var quantity in (string[])["0", "-1", "100", "1000000000", "2.5", ""])
        {
            await Page.GotoAsync("/cart.html");

            await Field("Quantity of Harbour Rain Jacket").FillAsync(quantity);
            await Page.Keyboard.PressAsync("Tab");

            await Expect(Page.Locator("#problem-1")).ToHaveTextAsync("Choose a whole number from 1 to 99.");
        }

        Shop.RequestsTo("PUT /api/cart/items/1").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_keyboard_stays_in_the_cart_while_it_is_emptied()
    {
        Shop.Lines = [(1, 2, 7990), (3, 1, 3990)];
        await Page.GotoAsync("/cart.html");

        await Button("Remove Harbour Rain Jacket").FocusAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Button("Remove Birch Linen Shirt")).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Page.GetByText("Your cart is empty.")).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Your cart" })).ToBeFocusedAsync();
        await Expect(Page.Locator("#cart-count")).ToBeEmptyAsync();
        await Page.ReloadAsync();
        await Expect(Page.GetByText("Your cart is empty.")).ToBeVisibleAsync();
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task A_line_tells_what_has_changed_in_the_shop_since()
    {
        Shop.Lines = [(1, 1, 9990), (2, 5, 12990), (4, 1, 4990), (99, 1, 100)];
        await Page.GotoAsync("/cart.html");

        await Expect(Page.Locator(".note")).ToHaveTextAsync(
            ["The price is €79.90 now", "Only 3 in stock", "Sold out in the meantime", "Not sold any more. Please remove it."]);
        await Expect(Page.Locator("[data-product='99'] h2")).ToHaveTextAsync("Item 99");
        NothingIsWrongInTheBrowser();
    }

    private static int Quantity(StubRequest request) => JsonDocument.Parse(request.Body).RootElement.GetProperty("quantity").GetInt32();
}
