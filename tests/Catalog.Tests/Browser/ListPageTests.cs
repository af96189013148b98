using Microsoft.Playwright;

namespace MyArch.Catalog.Tests.Browser;

public sealed class ListPageTests(Chromium chromium) : PageTest(chromium)
{
    private ILocator Cards => Page.Locator("#items .card:not(.waiting)");

    [Fact]
    public async Task A_search_and_a_category_have_an_address_that_leads_back_to_them()
    {
        await Page.GotoAsync("/");
        await Expect(Cards).ToHaveCountAsync(4);
        await Expect(Page.Locator("#summary")).ToHaveTextAsync("4 items");

        await Field("Search the shop").FillAsync("linen");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Cards).ToHaveCountAsync(1);
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("“linen”");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Jackets" }).ClickAsync();
        await Expect(Page.Locator("#summary")).ToHaveTextAsync("Nothing found");
        Page.Url.ShouldEndWith("/?q=linen&category=jackets");

        await Page.GoBackAsync();
        await Expect(Cards).ToHaveCountAsync(1);
        await Page.ReloadAsync();
        await Expect(Cards).ToHaveCountAsync(1);
        await Expect(Field("Search the shop")).ToHaveValueAsync("linen");
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task More_items_come_with_a_button_and_the_keyboard_goes_on_at_the_first_of_them()
    {
        Shop.Items.Clear();
        Shop.Items.AddRange(Enumerable.Range(1, 30).Select(static id => new StubItem(id, $"Item {id}", 100 * id)));
        await Page.GotoAsync("/");
        await Expect(Cards).ToHaveCountAsync(24);

        await Button("Show more").FocusAsync();
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Cards).ToHaveCountAsync(30);
        await Expect(Button("Show more")).ToBeHiddenAsync();
        await Expect(Page.Locator("[data-item='25'] a")).ToBeFocusedAsync();
        Shop.RequestsTo("GET /api/catalog/items")[^1].Query.ShouldContain("after=24");

        await Page.GotoAsync("/item.html?id=30");
        await Expect(Page.Locator("#name")).ToHaveTextAsync("Item 30");
        await Page.GoBackAsync();
        await Expect(Cards).ToHaveCountAsync(30);
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task A_name_that_looks_like_markup_is_shown_as_it_is()
    {
        const string Name = "<img src=x onerror=alert(1)>";
        Shop.Items.Add(new(5, Name, 100));

        await Page.GotoAsync("/?q=onerror");
        await Expect(Cards.Locator("h2")).ToHaveTextAsync(Name);
        await Page.GotoAsync("/item.html?id=5");
        await Expect(Page.Locator("#name")).ToHaveTextAsync(Name);
        NothingIsWrongInTheBrowser();
    }

    [Fact]
    public async Task A_busy_shop_is_told_in_words_and_asked_again_until_it_answers()
    {
        Shop.OnInTurn("GET /api/catalog/categories", StubShop.Busy(2), StubShop.Answer(200, new { items = new[] { new { name = "jackets", count = 2 } } }));
        await Page.Clock.InstallAsync();
        await StopClockAsync();

        await Page.GotoAsync("/");

        await Expect(Page.Locator("#notices")).ToHaveTextAsync("The shop is busy, trying again in 2 s");
        await Page.Clock.ResumeAsync();
        await Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Jackets" })).ToBeVisibleAsync();
        await Expect(Page.Locator("#notices")).ToBeEmptyAsync();
        NothingIsWrongInTheBrowser(503);
    }

    [Fact]
    public async Task A_list_that_cannot_be_had_is_told_in_words_with_a_way_to_try_again()
    {
        Shop.On("GET /api/catalog/items", StubShop.Answer(500, new { title = "Internal Server Error", status = 500 }));
        await Page.GotoAsync("/");
        await Expect(Page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("The shop could not do this (500: Internal Server Error).");

        Shop.On("GET /api/catalog/items", StubShop.Answer(200, new { items = Shop.Items, next = (string?)null }));
        await Button("Try again").ClickAsync();

        await Expect(Cards).ToHaveCountAsync(4);
        await Expect(Page.Locator("#problem")).ToBeEmptyAsync();
        NothingIsWrongInTheBrowser(500);
    }

    [Fact]
    public async Task The_footer_tells_who_answered_last_in_each_tier_and_remembers_it_on_the_next_page()
    {
        await Page.GotoAsync("/");
        await Expect(Cards).ToHaveCountAsync(4);
        await Page.GotoAsync("/orders.html");

        await Expect(Page.Locator("[data-tier=catalog] [data-fact]")).ToHaveTextAsync(["catalog-b1", "b", "miss", "replica"]);
        await Expect(Page.Locator("[data-tier=cart] [data-fact]")).ToHaveTextAsync(["cart-b1", "b"]);
        NothingIsWrongInTheBrowser();
    }
}
