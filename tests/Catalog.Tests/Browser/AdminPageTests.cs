using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;

namespace MyArch.Catalog.Tests.Browser;

public sealed class AdminPageTests(Chromium chromium) : PageTest(chromium)
{
    private const string Write = "PUT /api/catalog/items/1";

    [Fact]
    public async Task An_edit_is_sent_with_the_key_and_the_version_that_was_seen_and_later_reads_carry_the_token()
    {
        Shop.On(Write, Replace);
        await OpenAsync();

        await Field("Price in euros").FillAsync("59,5");
        await Button("Save").ClickAsync();

        await Expect(Page.Locator("#notices")).ToHaveTextAsync("Item 1 is saved.");
        await Expect(Field("Price in euros")).ToHaveValueAsync("59.50");
        var sent = Shop.RequestsTo(Write).ShouldHaveSingleItem();
        sent.Header("If-Match").ShouldBe("\"1\"");
        sent.Header("Authorization").ShouldBe("Bearer the-key");
        sent.Body.ShouldBe(
            """{"name":"Harbour Rain Jacket","description":"Keeps out wind and drizzle.","category":"jackets","colour":"navy","sizes":["S","M","L"],"priceCents":5950,"stock":20}""");
        await Page.GetByRole(AriaRole.Link, new() { Name = "See it in the shop" }).ClickAsync();
        await Expect(Page.Locator("#price")).ToHaveTextAsync("€59.50");
        Shop.RequestsTo("GET /api/catalog/items/1")[^1].Header("Cookie").ShouldContain("consistency-token=0/16B3748");
        (await Page.EvaluateAsync<string>("JSON.stringify(localStorage) + document.cookie")).ShouldNotContain("the-key");
        NothingIsWrongInTheBrowser();
    }

    [Theory]
    [InlineData("FFFF/0", "0/16B3748")]
    [InlineData("0/1", "0/16B3748")]
    [InlineData("nonsense", "0/16B3748")]
    public async Task After_a_write_the_token_is_that_of_the_write_also_if_the_system_was_reset_since_the_last_one(string before, string after)
    {
        Shop.On(Write, Replace);
        await OpenAsync();
        await Context.AddCookiesAsync([new Cookie { Name = "consistency-token", Value = before, Url = Shop.Address }]);

        await Field("In stock").FillAsync("5");
        await Button("Save").ClickAsync();

        await Expect(Page.Locator("#notices")).ToHaveTextAsync("Item 1 is saved.");
        (await Page.EvaluateAsync<string>("document.cookie")).ShouldBe($"consistency-token={after}");
    }

    [Fact]
    public async Task Of_two_writes_at_once_the_further_token_is_kept_whichever_is_answered_first()
    {
        await OpenAsync();

        var cookies = await Page.EvaluateAsync<string>(
            """
            async (tokens) => {
              const { consistencyToken, keepConsistencyToken } = await import('/shared/consistency.js');
              document.cookie = 'consistency-token=F/0';
              const sentWith = consistencyToken();
              tokens.forEach((token) => keepConsistencyToken({ get: () => token }, sentWith));
              return document.cookie;
            }
            """,
            new[] { "0/9", "0/A", "0/8" });

        cookies.ShouldBe("consistency-token=0/A");
    }

    [Fact]
    public async Task Somebody_elses_change_is_shown_and_only_what_was_changed_here_is_saved_over_it()
    {
        Shop.On(Write, Replace);
        await OpenAsync();
        // An order takes three while the editor is open.
        Shop.Items[0] = Shop.Items[0] with { Stock = 17, Version = 2 };

        await Field("Price in euros").FillAsync("59.50");
        await Button("Save").ClickAsync();

        await Expect(Page.Locator("#conflict")).ToContainTextAsync("Somebody else has changed this item since you opened it. Nothing of yours was saved.");
        await Expect(Page.Locator("#conflict tbody tr")).ToHaveTextAsync(["Price€79.90€59.50", "In stock1717"]);
        await Expect(Button("Save my changes")).ToBeFocusedAsync();
        await Expect(Page.Locator("#notices")).ToBeEmptyAsync();
        Shop.RequestsTo("GET /api/catalog/items/1")[^1].Header("Cookie").ShouldContain("consistency-token=0/16B3740");
        await Button("Save my changes").ClickAsync();
        await Expect(Page.Locator("#notices")).ToHaveTextAsync("Item 1 is saved.");
        (Shop.Items[0].PriceCents, Shop.Items[0].Stock).ShouldBe((5950, 17));
        await Expect(Page.Locator("#conflict")).ToBeHiddenAsync();
        NothingIsWrongInTheBrowser(412);
    }

    [Fact]
    public async Task An_edit_whose_answer_was_lost_is_no_conflict()
    {
        Shop.OnInTurn(
            Write,
            async context =>
            {
                await Replace(new DefaultHttpContext { Request = { Body = context.Request.Body, Headers = { IfMatch = context.Request.Headers.IfMatch } } });
                context.Abort();
            },
            Replace);
        await OpenAsync();

        await Field("In stock").FillAsync("5");
        await Button("Save").ClickAsync();

        await Expect(Page.Locator("#notices")).ToHaveTextAsync("Item 1 is saved.");
        await Expect(Page.Locator("#conflict")).ToBeHiddenAsync();
        Shop.Items[0].Stock.ShouldBe(5);
    }

    [Fact]
    public async Task What_is_typed_wrong_is_told_beside_the_field()
    {
        await OpenAsync();
        await Field("Name").FillAsync(" ");
        await Field("Price in euros").FillAsync("cheap");
        await Field("In stock").FillAsync("-1");

        await Button("Save").ClickAsync();

        await Expect(Page.Locator("#name-problem")).ToHaveTextAsync("Please fill in a name.");
        await Expect(Page.Locator("#price-problem")).ToHaveTextAsync("Write a price like 49.90, at most 100000.");
        await Expect(Page.Locator("#stock-problem")).ToHaveTextAsync("Write a whole number from 0 to 1000000.");
        await Expect(Field("Name")).ToBeFocusedAsync();
        Shop.RequestsTo(Write).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_that_the_shop_does_not_take_is_told_in_words_and_the_edit_stays()
    {
        Shop.On(Write, StubShop.Answer(403, new { title = "Forbidden", status = 403 }));
        await OpenAsync();
        await Field("In stock").FillAsync("5");

        await Button("Save").ClickAsync();

        await Expect(Page.Locator("#key-problem")).ToHaveTextAsync("The shop does not accept this key. Nothing was saved.");
        await Expect(Field("Admin key")).ToBeFocusedAsync();
        await Expect(Field("In stock")).ToHaveValueAsync("5");
        await Button("Forget the key").ClickAsync();
        (await Page.EvaluateAsync<string?>("sessionStorage.getItem('admin-key')")).ShouldBeNull();
    }

    private async Task OpenAsync()
    {
        await Page.GotoAsync("/admin.html");
        await Field("Admin key").FillAsync("the-key");
        await Button("Use this key").ClickAsync();
        await Field("Number of the item").FillAsync("1");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Item 1" })).ToBeFocusedAsync();
    }

    // What the service does with If-Match.
    private async Task Replace(HttpContext context)
    {
        var item = Shop.Items[0];
        if (context.Request.Headers.IfMatch != $"\"{item.Version}\"")
        {
            await StubShop.Answer(412, new { title = "The item has changed", status = 412 }, ("X-Consistency-Token", "0/16B3740"))(context);
            return;
        }

        var body = JsonDocument.Parse(Shop.RequestsTo(Write)[^1].Body).RootElement;
        Shop.Items[0] = item with
        {
            Version = item.Version + 1,
            Name = body.GetProperty("name").GetString()!,
            PriceCents = body.GetProperty("priceCents").GetInt32(),
            Stock = body.GetProperty("stock").GetInt32(),
        };
        await StubShop.Answer(200, Shop.Items[0], ("ETag", $"\"{Shop.Items[0].Version}\""), ("X-Consistency-Token", "0/16B3748"))(context);
    }
}
